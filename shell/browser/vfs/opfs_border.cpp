// The JavaScript bodies of opfs_border.h. `failed` turns an exception into a BorderError.
#include "vfs/opfs_border.h"

#include <emscripten/em_js.h>

// clang-format off
EM_JS(int, ch_border_read, (int slot, void* to, int bytes, double offset), {
  try {
    return Module["chFiles"].read(slot, HEAPU8.subarray(to >>> 0, (to >>> 0) + bytes), offset);
  } catch (exception) {
    return Module["chFiles"].failed(exception);
  }
})

EM_JS(int, ch_border_write, (int slot, const void* from, int bytes, double offset), {
  try {
    return Module["chFiles"].write(slot, HEAPU8.subarray(from >>> 0, (from >>> 0) + bytes), offset);
  } catch (exception) {
    return Module["chFiles"].failed(exception);
  }
})

EM_JS(int, ch_border_truncate, (int slot, double bytes), {
  try {
    Module["chFiles"].truncate(slot, bytes);
    return 0;
  } catch (exception) {
    return Module["chFiles"].failed(exception);
  }
})

EM_JS(int, ch_border_flush, (int slot), {
  try {
    Module["chFiles"].flush(slot);
    return 0;
  } catch (exception) {
    return Module["chFiles"].failed(exception);
  }
})

EM_JS(double, ch_border_size, (int slot), {
  try {
    return Module["chFiles"].size(slot);
  } catch (exception) {
    return Module["chFiles"].failed(exception);
  }
})

EM_JS(int, ch_border_random, (void* to, int bytes), {
  try {
    crypto.getRandomValues(HEAPU8.subarray(to >>> 0, (to >>> 0) + bytes));
    return 0;
  } catch (exception) {
    return -1;
  }
})

EM_JS(double, ch_border_now, (), { return Date.now(); })
// clang-format on
