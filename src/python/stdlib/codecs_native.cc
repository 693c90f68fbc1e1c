// What the module codecs (lib/codecs.py) needs: names of encodings and the
// handlers of errors.
#include "python/objects/codec_errors.h"
#include "python/objects/codecs.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {

void init_codecs_native(Module& module) {
  module.def("canonical(name)", [](Args& args) {
    return make_str(canonical_encoding(args.text("name")));
  });
  module.def("register_error(errors, handler, /)", [](Args& args) {
    if (!is_callable(args["handler"]))
      raise_type_error("handler must be callable");
    register_codec_handler(args.text("errors"), args["handler"]);
    return Value::none();
  });
  module.def("lookup_error(errors, /)",
             [](Args& args) { return codec_handler(args.text("errors")); });
}

}  // namespace limbeck::py
