// Between the live objects that Python code holds (Table, Column, types,
// constraints, expressions, connections) and the plain values that the layers
// below compute with. `lower_…` reads a live object into a value; `wrap_…`
// makes a live object of a value, as reflection does. The layers above (ops/,
// autogen/, alembic/) include this header and no other of this folder.
//
// What always holds: a lowered value shares nothing with the live object, so
// later changes to one do not show in the other. Every function raises the
// sqlalchemy.exc class that SQLAlchemy raises for the same mistake.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/error.h"
#include "db/connection.h"
#include "db/url.h"
#include "python/native.h"
#include "schema/schema.h"

namespace limbeck::db {
class Connection;
struct Cell;
}  // namespace limbeck::db

namespace limbeck::sa {

using py::Type;
using py::Value;

/// The native modules (sqlalchemy and its submodules) and those written in
/// Python; give both to Interpreter::add_modules.
extern const py::NativeModule kNativeModules[];
const EmbeddedModule* embedded_modules();

// ---------------------------------------------------------------------------
// Classes

/// The class object of a public name of SQLAlchemy's Core: "Table", "Column",
/// "ForeignKeyConstraint", "TypeEngine", "String", "postgresql.JSONB",
/// "Connection", "MetaData", "TextClause" …; nullptr if there is none.
Type* find_class(std::string_view name);
/// isinstance against such a class.
bool is_a(const Value& value, std::string_view class_name);
/// Raises sqlalchemy.exc.<name>(message).
[[noreturn]] void raise_sa(std::string_view name, std::string_view message);
/// The class sqlalchemy.exc.<name>.
Type* exception_class(std::string_view name);

// ---------------------------------------------------------------------------
// Live objects to values

/// A str, quoted_name or conv (op.f) with its quoting and finality; None and
/// absent give Kind::None.
schema::Name lower_name(const Value& name);
std::optional<schema::Name> lower_optional_name(const Value& name);
/// A type object or class (sa.String, sa.String(50)); None gives NullType.
schema::Type lower_type(const Value& type);
/// A Column with its own ForeignKeys and checks (not those of its table).
schema::Column lower_column(const Value& column);
/// PrimaryKeyConstraint, ForeignKeyConstraint, UniqueConstraint,
/// CheckConstraint or ExcludeConstraint, attached to a table or not.
schema::Constraint lower_constraint(const Value& constraint);
schema::Index lower_index(const Value& index);
/// A Table with everything that is attached to it.
schema::Table lower_table(const Value& table);
/// All tables in dependency order (MetaData.sorted_tables).
std::vector<schema::Table> lower_metadata(const Value& metadata);
schema::Sequence lower_sequence(const Value& sequence);
/// server_default=…: None, str, text(), func.now(), Computed, Identity,
/// FetchedValue, DefaultClause or any expression.
schema::ServerDefault lower_server_default(const Value& value);
/// A str as verbatim text; text() and expressions as trees. In `inline_values`
/// (DDL) bound values are to be written as literals.
schema::Clause lower_clause(const Value& clause);
/// An expression or statement (select, insert …) as a tree; a plain Python
/// value becomes a bind parameter of `type`.
schema::Expression lower_expression(const Value& element);
/// A dialect keyword's value (postgresql_where=…).
schema::Option lower_option(const Value& value);
/// MetaData.naming_convention; null for the standard one.
std::shared_ptr<const schema::NamingConvention> lower_naming_convention(
    const Value& dict);

/// A Python value as it travels to SQL text or a driver. `type` (a type object
/// or absent) decides where the value alone does not: Enum members, JSON,
/// Uuid, TypeDecorator.process_bind_param. `dialect` is a dialect's name.
schema::Literal literal_from_python(const Value& value,
                                    const Value& type = Value(),
                                    std::string_view dialect = {});
/// The way back: what a row brought, through the type's result processing.
Value python_from_literal(const schema::Literal& value,
                          const Value& type = Value(),
                          std::string_view dialect = {});

// ---------------------------------------------------------------------------
// Values to live objects

Value wrap_name(const schema::Name& name);
Value wrap_type(const schema::Type& type);
Value wrap_column(const schema::Column& column);
/// Not attached to a table.
Value wrap_constraint(const schema::Constraint& constraint);
/// A Table in `metadata` (absent: a new MetaData). Tables that its foreign
/// keys name need not be there.
Value wrap_table(const schema::Table& table, const Value& metadata = Value());
/// `table`: the live Table its columns are taken from; absent makes one.
Value wrap_index(const schema::Index& index, const Value& table = Value());
/// text(…) or the live expression the tree was lowered from.
Value wrap_clause(const schema::Clause& clause);
Value wrap_server_default(const schema::ServerDefault& value);

/// Calls a class of `find_class`: make("Column", {name, type}, {{"nullable",
/// False}}).
Value make(
    std::string_view class_name, const std::vector<Value>& positional,
    const std::vector<std::pair<std::string_view, Value>>& keywords = {});

// ---------------------------------------------------------------------------
// Engines and connections

/// A URL object of a str or URL; and the way back.
db::Url lower_url(const Value& url);
Value wrap_url(const db::Url& url);
/// create_engine(url, **keywords).
Value make_engine(const db::Url& url, const Value& keywords = Value());
/// A Connection over an open session; its engine is made for the session's
/// URL.
Value make_connection(std::shared_ptr<db::Connection> connection);
/// The session behind a Connection (or AsyncConnection, or a Session's bind).
/// The text of the TypeError names what was given instead.
db::Connection& connection_of(const Value& connection);
std::shared_ptr<db::Connection> shared_connection_of(const Value& connection);

/// What a further session to the database of a Connection is opened with.
struct ConnectionTarget {
  db::Url url;
  db::ConnectOptions options;
};
ConnectionTarget target_of(const Value& connection);

/// SQLite can take back DDL; Python's driver keeps it out of transactions. On
/// (the default), a transaction begins at the first statement that writes, DDL
/// included.
void set_sqlite_transactional_ddl(bool on);

/// From now on a connection that is opened is an Error of kind Unsupported,
/// which no script can catch, and which this tells from others.
void refuse_connections();
bool is_connection_refused(const Error& error);

}  // namespace limbeck::sa
