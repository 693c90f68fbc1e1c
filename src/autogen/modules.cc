#include "autogen/modules.h"

#include "autogen/comparison.h"
#include "autogen/renderer.h"

namespace limbeck::autogen {

namespace {

Value or_none(const std::optional<std::string>& text) {
  return text ? py::make_str(*text) : Value::none();
}

void init_native(py::Module& module) {
  module.def("produce_net_changes(autogen_context, upgrade_ops)",
             [](py::Args& args) {
               Comparison(args[0], args[1]).run();
               return Value::none();
             });
  module.def(
      "types_differ(autogen_context, reflected, model)", [](py::Args& args) {
        return Value::boolean(Comparison(args[0], Value::none())
                                  .columns_types_differ(args[1], args[2]));
      });
  module.def(
      "defaults_differ(autogen_context, reflected, model, reflected_text, "
      "model_text)",
      [](py::Args& args) {
        return Value::boolean(
            Comparison(args[0], Value::none())
                .columns_defaults_differ(args[1], args[2],
                                         args.optional_text("reflected_text"),
                                         args.optional_text("model_text")));
      });
  module.def("render_constraint(autogen_context, constraint, metadata)",
             [](py::Args& args) {
               return or_none(Renderer(args[0]).constraint(args[1], args[2]));
             });
  module.def("render_operation(autogen_context, op)", [](py::Args& args) {
    return Renderer(args[0]).operation(args[1]);
  });
  module.def("render_type(autogen_context, type_)", [](py::Args& args) {
    return py::make_str(Renderer(args[0]).type(args[1]));
  });
  module.def("render_column(autogen_context, column)", [](py::Args& args) {
    return or_none(Renderer(args[0]).column(args[1]));
  });
  module.def("render_server_default(autogen_context, default)",
             [](py::Args& args) {
               return or_none(Renderer(args[0]).server_default(args[1]));
             });
}

}  // namespace

extern const py::NativeModule kNativeModules[] = {
    {"alembic.autogenerate._native", init_native, false},
    {nullptr, nullptr, false},
};

}  // namespace limbeck::autogen
