# ch_library(<module> SOURCES a.cpp … DEPS base json … [THIRD_PARTY sqlite …] [OPTIMISE -Oz] [INCLUDE folder …])
#   A library target ch_<module> of the folder that calls it. Files include each other as "<module>/file.h";
#   INCLUDE names further include folders. DEPS are the modules whose headers it may include; any other include
#   of a module's header fails the build. THIRD_PARTY: see cmake/third_party. Without SOURCES: headers only.
function(ch_library module)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;THIRD_PARTY;OPTIMISE;INCLUDE" ${ARGN})
  ch_no_strays(ch_library "${arg_UNPARSED_ARGUMENTS}")
  set(target ch_${module})
  ch_drop_missing(arg_SOURCES)
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    set(kind PUBLIC)
    ch_compile_as_ours(${target} "${arg_OPTIMISE}")
    ch_unite(${target})
  else()
    add_library(${target} INTERFACE)
    set(kind INTERFACE)
  endif()
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH include_root)
  target_include_directories(${target} ${kind} ${include_root} ${arg_INCLUDE})
  target_include_directories(${target} SYSTEM ${kind} ${CH_DEPS}/include)
  ch_link(${target} ${kind} "${arg_DEPS}" "${arg_THIRD_PARTY}")
  ch_check_includes(${target} ${module} "${arg_DEPS}")

  set_property(GLOBAL APPEND PROPERTY CH_MODULES ${module})
  set_property(GLOBAL PROPERTY CH_DEPS_OF_${module} "${arg_DEPS}")
endfunction()

# ch_procedures(<module> <sources>): a file of the folder `procedures` is a procedure of its name (PRO-1). What is answered in <sources>
# are these files, and one made here with `<module>_procedures()`, which has them all.
function(ch_procedures module sources)
  file(GLOB files RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS procedures/*.cpp)
  set(faces "")
  set(list "")
  foreach(file IN LISTS files)
    cmake_path(GET file STEM name)
    string(APPEND faces "const Procedure& ${name}();\n")
    string(APPEND list "&${name}(), ")
  endforeach()
  set(made ${CMAKE_BINARY_DIR}/generated/${module}_procedures.cpp)
  file(CONFIGURE OUTPUT ${made} CONTENT "#include \"procedure/procedure.h\"

namespace ch {

${faces}std::vector<const Procedure*> ${module}_procedures();
std::vector<const Procedure*> ${module}_procedures() { return {${list}}; }

}  // namespace ch
")
  set(${sources} ${files} ${made} PARENT_SCOPE)
endfunction()

# ch_program(<name> SOURCES … DEPS … [THIRD_PARTY …]): a native program, at the root of the build folder.
function(ch_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;THIRD_PARTY;OPTIMISE" ${ARGN})
  ch_no_strays(ch_program "${arg_UNPARSED_ARGUMENTS}")
  add_executable(${name} ${arg_SOURCES})
  ch_compile_as_ours(${name} "${arg_OPTIMISE}")
  ch_unite(${name})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH include_root)
  target_include_directories(${name} PRIVATE ${include_root})
  target_include_directories(${name} SYSTEM PRIVATE ${CH_DEPS}/include)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  add_dependencies(programs ${name})
  ch_link(${name} PRIVATE "${arg_DEPS}" "${arg_THIRD_PARTY}")
endfunction()

# ch_generate(<name> <module> <comment> SCRIPT of.py FROM what READS files …): toolchain/of.py makes <name>.inc, which the module compiles in.
function(ch_generate name module comment)
  cmake_parse_arguments(arg "" "SCRIPT;FROM" "READS" ${ARGN})
  ch_no_strays(ch_generate "${arg_UNPARSED_ARGUMENTS}")
  set(folder ${CMAKE_BINARY_DIR}/generated)
  set(script ${CMAKE_SOURCE_DIR}/toolchain/${arg_SCRIPT})
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${folder}/${name}.inc
    COMMAND ${Python3_EXECUTABLE} ${script} ${arg_FROM} ${folder}/${name}.inc
    DEPENDS ${arg_READS} ${script}
    COMMENT ${comment} VERBATIM)
  add_custom_target(${name} DEPENDS ${folder}/${name}.inc)
  add_dependencies(generated ${name})
  if(TARGET ch_${module})
    target_include_directories(ch_${module} PRIVATE ${folder})
    add_dependencies(ch_${module} ${name})
  endif()
endfunction()

function(ch_link target kind modules third_party)
  list(TRANSFORM modules PREPEND ch_)
  list(TRANSFORM third_party PREPEND ch3p_)
  target_link_libraries(${target} ${kind} ${modules} ${third_party})
endfunction()

# ch_compile_as_ours(<target> <level of optimisation> [ch_warnings_tests])
function(ch_compile_as_ours target optimise)
  if(NOT optimise)
    set(optimise ${CH_OPTIMISE})
  endif()
  target_compile_options(${target} PRIVATE ${optimise})
  if(NOT ARGN)
    set(ARGN ch_warnings)
  endif()
  target_link_libraries(${target} PRIVATE ${ARGN})
endfunction()

# With CH_UNITY a dozen files make one compilation: no two files of a module may then give one name to different things.
function(ch_unite target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${CH_UNITY} UNITY_BUILD_BATCH_SIZE 12)
endfunction()

function(ch_no_strays what strays)
  if(strays)
    message(FATAL_ERROR "${what}: what is '${strays}'?")
  endif()
endfunction()

# While a module is being written its list may run ahead of its files.
function(ch_drop_missing list_name)
  foreach(source IN LISTS ${list_name})
    cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE file)
    if(NOT EXISTS ${file})
      ch_missing("${file} is listed but does not exist")
      list(REMOVE_ITEM ${list_name} ${source})
    endif()
  endforeach()
  set(${list_name} ${${list_name}} PARENT_SCOPE)
endfunction()

function(ch_missing text)
  if(CH_REQUIRE_ALL OR DEFINED ENV{CI})
    message(FATAL_ERROR "${text}")
  endif()
  message(WARNING "${text}")
endfunction()

# A step of the build, before anything of the module is compiled: see toolchain/check_includes.py.
function(ch_check_includes target module deps)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(stamp ${CMAKE_BINARY_DIR}/includes/${module}.ok)
  string(REPLACE ";" "," allowed "${deps}")
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/toolchain/check_includes.py
            --module ${module} --folder ${CMAKE_CURRENT_SOURCE_DIR} --allow "${allowed}" --stamp ${stamp}
    DEPENDS ${files} ${CMAKE_CURRENT_LIST_FILE} ${CMAKE_SOURCE_DIR}/toolchain/check_includes.py
    COMMENT "Includes of ${module}" VERBATIM)
  add_custom_target(includes_${module} ALL DEPENDS ${stamp})
  add_dependencies(${target} includes_${module})
endfunction()

# Called last: every dependency exists, and arrows point one way. Sets CH_BUILDABLE to the modules that can be
# built; those that cannot are left out of the default build.
function(ch_finish_modules)
  get_property(modules GLOBAL PROPERTY CH_MODULES)
  set(left ${modules})
  set(done "")
  set(moved ON)
  while(moved)
    set(moved OFF)
    foreach(module IN LISTS left)
      get_property(deps GLOBAL PROPERTY CH_DEPS_OF_${module})
      list(REMOVE_ITEM deps ${done})
      if(NOT deps)
        list(APPEND done ${module})
        list(REMOVE_ITEM left ${module})
        set(moved ON)
      endif()
    endforeach()
  endwhile()
  foreach(module IN LISTS left)
    get_property(deps GLOBAL PROPERTY CH_DEPS_OF_${module})
    list(REMOVE_ITEM deps ${done})
    ch_missing("Module ${module} waits for modules that are missing or depend on it: ${deps}")
    set_target_properties(ch_${module} includes_${module} PROPERTIES EXCLUDE_FROM_ALL ON)
  endforeach()
  set(CH_BUILDABLE ${done} PARENT_SCOPE)
endfunction()
