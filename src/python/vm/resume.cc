#include "python/vm/resume.h"

#include <utility>

#include "base/text.h"
#include "python/compile/source.h"
#include "python/examine.h"
#include "python/objects/exception.h"
#include "python/vm/import.h"
#include "python/vm/opaque.h"
#include "python/vm/operations.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

bool has_opaque_base(const Value& object) {
  return !opaque_among_bases(is_type(object) ? object.as<Type>()
                                             : type_of(object))
              .absent();
}

/// The line of the module's own frame in what came out of it.
int line_in_module(const Raised& raised) {
  const Value at = find_attribute(raised.exception(), "__traceback__");
  if (!at || at.is_none()) return 0;
  return static_cast<int>(int_of(get_attribute(at, "tb_lineno")).value_or(0));
}

int line_in_module(const Error& error, std::string_view file) {
  if (error.trail().empty() || error.trail().back().file != file) return 0;
  return error.trail().back().line;
}

/// A container that a statement which was left out would perhaps have filled.
bool may_be_filled(const Value& value) {
  const auto& types = builtin_types();
  const Type* type = type_of(value);
  return type == types.list || type == types.dict || type == types.set;
}

void stand_in(const Remainder& rest, const LeftOut& gap, Dict* globals) {
  auto origin = std::make_shared<OpaqueOrigin>();
  origin->module = gap.module;
  origin->position = gap.imported_at;
  origin->error = gap.error;
  origin->file = gap.file;
  const auto enter = [&](Str* name) {
    globals->set(name, make_opaque(cat(gap.module, ".", view(name)), origin));
  };
  for (Str* name : rest.bound) enter(name);
  if (rest.only_binds) return;
  for (Str* name : rest.read)
    if (const Value* known = globals->find(name);
        known && may_be_filled(*known))
      enter(name);
}

}  // namespace

bool is_lack(const Raised& raised) {
  // What is installed beside limbeck's own packages is not known.
  if (type_of(raised.exception())->name == "PackageNotFoundError") return true;
  if (!matches(raised, "AttributeError")) return false;
  const Value object =
      as_exception(raised.exception())->field(exception_field::kObject);
  if (!object || object.is_none()) return false;
  return as_opaque(object) || has_opaque_base(object) || is_own_module(object);
}

void run_with_gaps(std::string_view name, std::string_view source,
                   const std::string& file, const Value& globals) {
  const Ref<Dict> space(globals.as<Dict>());
  const SourcePosition imported_at = import_position();
  // The tree of a long generated file would be most of the memory.
  constexpr std::size_t kLongSource = 512 * 1024;
  Ref<Code> code = compile_source(
      source, file, ast::Mode::Exec, false,
      source.size() > kLongSource ? Bodies::Check : Bodies::Parse);
  while (true) {
    LeftOut gap;
    int line = 0;
    try {
      run_code(code, space, globals);
      return;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Unsupported) throw;
      line = line_in_module(error, file);
      if (!line) throw;
      gap.error = std::make_shared<Error>(error);
    } catch (const Raised& raised) {
      line = is_lack(raised) ? line_in_module(raised) : 0;
      if (!line) throw;
      gap.error = std::make_shared<Error>(ErrorKind::Unsupported,
                                          str(raised.exception()));
      gap.error->at(raised_position(raised));
    }
    const Remainder rest = compile_behind(source, file, line);
    gap.module = name;
    gap.file = file;
    gap.imported_at = imported_at;
    gap.first_line = rest.first_line;
    gap.last_line = rest.last_line;
    gap.only_binds = rest.only_binds;
    stand_in(rest, gap, space.get());
    // What lacks in others' packages is told where it is needed.
    if (!is_installed_file(file)) importer().left_out.push_back(std::move(gap));
    if (!rest.code) return;
    code = rest.code;
  }
}

}  // namespace limbeck::py
