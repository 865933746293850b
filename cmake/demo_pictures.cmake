# What the demo's cases have filed (CON-13): their hashes go into the core, their content into the program and beside the page.
file(GLOB pictures CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/demo/*.png)
ch_generate(demo_pictures demo "Demo pictures" SCRIPT demo_pictures.py FROM ${CMAKE_SOURCE_DIR}/assets/demo READS ${pictures})
if(EMSCRIPTEN)
  foreach(picture IN LISTS pictures)
    file(SHA256 ${picture} hash)
    configure_file(${picture} ${CH_WEB_DIR}/samples/${hash} COPYONLY)
  endforeach()
endif()
