#include "schema/naming.h"
#include "sql_case.h"

namespace limbeck {
namespace {

using schema::Clause;
using schema::Column;
using schema::Identity;
using schema::Name;
using schema::ServerDefault;
using schema::Type;
using schema::TypeKind;
using sql::AlterColumn;
using sql::TableName;

const ServerDefault kNone = std::monostate();

Column column(const char* name, Type type = TypeKind::Integer) {
  return Column(name, std::move(type));
}

/// op.add_column: the column, then what hangs on it.
void add(Offline& out, sql::AddColumn add) {
  schema::Table table(add.table.table, {add.column}, add.table.schema);
  sql::complete(table);
  out(sql::Ddl(add));
  auto context = std::make_shared<const schema::Table>(table);
  for (const schema::Constraint& each : table.constraints) {
    if (std::holds_alternative<schema::PrimaryKey>(each)) continue;
    const auto* key = std::get_if<schema::ForeignKey>(&each);
    if (key && add.inline_references) continue;
    out(out.dialect.add_constraint({add.table, each, context}));
  }
  for (const schema::Index& index : table.indexes) {
    out(sql::Ddl(sql::CreateIndex{index, false, context}));
  }
  const sql::Traits& traits = out.dialect.traits();
  if (add.column.comment && traits.supports_comments &&
      !traits.inline_comments) {
    out(sql::Ddl(
        sql::SetColumnComment{add.table, add.column.name, add.column.comment}));
  }
}

AlterColumn change(const char* schema = nullptr) {
  AlterColumn out;
  out.table = TableName("t");
  if (schema) out.table.schema = Name(schema);
  out.column = "c";
  return out;
}

TEST(AddColumn, Spelling) {
  check_case("add_column/plain", [](Offline& out) {
    add(out, {{"t"}, column("c", schema::string_type(50))});
  });
  check_case("add_column/default_not_null", [](Offline& out) {
    Column c = column("c", schema::string_type(50));
    c.server_default = std::string("it's");
    c.nullable = false;
    add(out, {{"t", Name("s1")}, c});
  });
  check_case("add_column/expression_default", [](Offline& out) {
    Column c = column("c", TypeKind::DateTime);
    c.server_default = Clause(sql::function("now", {}));
    add(out, {{"t"}, c});
  });
  check_case("add_column/if_not_exists", [](Offline& out) {
    add(out, {{"t"}, column("c"), true});
  });
  check_case("add_column/reserved_name", [](Offline& out) {
    add(out, {{"Order"}, column("user")});
  });
}

TEST(AddColumn, WhatHangsOnIt) {
  schema::ForeignKey key;
  key.referred_table = "o";
  key.referred_columns = {"id"};
  key.ondelete = "SET NULL";
  check_case("add_column/foreign_key", [&](Offline& out) {
    Column c = column("c");
    c.foreign_keys = {key};
    c.foreign_keys[0].name = "fk1";
    add(out, {{"t"}, c});
  });
  check_case("add_column/inline_references", [&](Offline& out) {
    Column c = column("c");
    c.foreign_keys = {key};
    c.foreign_keys[0].deferrable = true;
    c.foreign_keys[0].initially = "DEFERRED";
    add(out, {{"t"}, c, false, true});
  });
  check_case("add_column/unique", [](Offline& out) {
    Column c = column("c");
    c.unique = true;
    add(out, {{"t"}, c});
  });
  check_case("add_column/index", [](Offline& out) {
    Column c = column("c"), d = column("d");
    c.index = d.index = d.unique = true;
    add(out, {{"t"}, c});
    add(out, {{"t"}, d});
  });
  check_case("add_column/comment", [](Offline& out) {
    Column c = column("c");
    c.comment = "it's";
    add(out, {{"t"}, c});
  });
  check_case("add_column/check", [](Offline& out) {
    Column c = column("c");
    schema::Check check;
    check.sqltext = "c > 5";
    c.checks = {check};
    add(out, {{"t"}, c});
  });
  check_case("add_column/boolean_check", [](Offline& out) {
    Type type(TypeKind::Boolean);
    type.set("create_constraint", true);
    type.type_name = "ck_c";
    add(out, {{"t"}, column("c", type)});
  });
}

TEST(AddColumn, Keys) {
  Column c = column("c");
  c.primary_key = true;
  c.nullable = false;
  check_case("add_column/primary_key", [&](Offline& out) {
    add(out, {{"t"}, c});
  });
  check_case("add_column/inline_primary_key", [&](Offline& out) {
    add(out, {{"t"}, c, false, false, true});
  });
  check_case("add_column/identity", [](Offline& out) {
    Column c = column("c");
    c.nullable = false;
    Identity identity;
    identity.always = true;
    identity.options.start = 5;
    c.server_default = identity;
    add(out, {{"t"}, c});
  });
  check_case("add_column/computed", [](Offline& out) {
    Column c = column("c");
    c.server_default = schema::Computed{"a + 1", true};
    add(out, {{"t"}, c});
  });
}

TEST(DropColumn, Spelling) {
  check_case("drop_column/plain", [](Offline& out) {
    out(out.dialect.drop_column({{"t"}, "c"}, {}));
    out(out.dialect.drop_column({{"t", Name("s1")}, "C"}, {}));
  });
  check_case("drop_column/if_exists", [](Offline& out) {
    out(out.dialect.drop_column({{"t"}, "c", true}, {}));
  });
  check_case("drop_column/mssql_constraints", [](Offline& out) {
    schema::Options options;
    options.set("mssql_drop_default", true);
    options.set("mssql_drop_check", true);
    options.set("mssql_drop_foreign_key", true);
    out(out.dialect.drop_column({{"t", Name("s1")}, "c"}, options));
  });
}

TEST(RenameTable, Spelling) {
  check_case("rename_table/plain", [](Offline& out) {
    out(sql::Ddl(sql::RenameTable{{"a"}, "B"}));
    out(sql::Ddl(sql::RenameTable{{"a", Name("s1")}, "b"}));
  });
  check_case("rename_table/dotted_schema", [](Offline& out) {
    out(sql::Ddl(sql::RenameTable{{"Order", Name("My.S")}, "b"}));
  });
}

TEST(AlterColumn, Nullability) {
  check_case("alter_column/set_not_null", [](Offline& out) {
    AlterColumn c = change();
    c.nullable = false;
    c.existing.type = schema::string_type(50);
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/drop_not_null", [](Offline& out) {
    AlterColumn c = change("s1");
    c.nullable = true;
    c.existing.type = schema::string_type(50);
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, Types) {
  check_case("alter_column/type", [](Offline& out) {
    AlterColumn c = change();
    c.type = schema::string_type(50);
    c.existing.nullable = false;
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/type_without_nullability", [](Offline& out) {
    AlterColumn c = change();
    c.type = TypeKind::Text;
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/type_using", [](Offline& out) {
    AlterColumn c = change();
    c.type = TypeKind::Integer;
    c.existing.nullable = true;
    c.postgresql_using = "c::integer";
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/using_without_type", [](Offline& out) {
    AlterColumn c = change();
    c.postgresql_using = "c::integer";
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, Defaults) {
  check_case("alter_column/set_default", [](Offline& out) {
    AlterColumn c = change();
    c.server_default = std::string("x'y");
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/set_default_expression", [](Offline& out) {
    AlterColumn c = change();
    c.server_default = Clause(sql::function("now", {}));
    out(out.dialect.alter_column(c));
    c.column = "d";
    c.server_default = Clause("lower('A')");
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/change_default", [](Offline& out) {
    AlterColumn c = change();
    c.server_default = std::string("y");
    c.existing.server_default = std::string("x");
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/drop_default", [](Offline& out) {
    AlterColumn c = change();
    c.server_default = kNone;
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, Names) {
  check_case("alter_column/rename", [](Offline& out) {
    AlterColumn c = change();
    c.new_name = Name("D");
    c.existing.type = schema::string_type(50);
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/rename_in_schema", [](Offline& out) {
    AlterColumn c = change("s1");
    c.new_name = Name("d");
    c.existing.type = schema::string_type(50);
    c.existing.nullable = false;
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, Comments) {
  auto commented = [](std::optional<std::string> comment,
                      std::optional<std::string> existing) {
    AlterColumn c = change("s1");
    c.comment = comment;
    c.existing.comment = existing;
    c.existing.type = schema::string_type(50);
    return c;
  };
  check_case("alter_column/comment_in_schema", [&](Offline& out) {
    out(out.dialect.alter_column(commented("it's", {})));
  });
  check_case("alter_column/change_comment", [&](Offline& out) {
    out(out.dialect.alter_column(commented("new", "old")));
  });
  check_case("alter_column/drop_comment", [&](Offline& out) {
    AlterColumn c = commented({}, "old");
    c.comment = std::optional<std::string>();
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, Everything) {
  check_case("alter_column/everything", [](Offline& out) {
    AlterColumn c = change();
    c.nullable = false;
    c.server_default = std::string("x");
    c.new_name = Name("d");
    c.type = schema::string_type(9);
    c.existing.type = schema::string_type(5);
    c.existing.server_default = std::string("y");
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/no_change", [](Offline& out) {
    AlterColumn c = change();
    c.existing.type = TypeKind::Integer;
    out(out.dialect.alter_column(c));
  });
}

TEST(AlterColumn, MySql) {
  check_case("alter_column/mysql_datetime", [](Offline& out) {
    AlterColumn c = change();
    c.existing.type = TypeKind::DateTime;
    out(out.dialect.alter_column(c));
    c.column = "d";
    c.server_default = Clause("CURRENT_TIMESTAMP");
    out(out.dialect.alter_column(c));
    c.column = "e";
    c.server_default = kNone;
    out(out.dialect.alter_column(c));
    c.column = "f";
    c.existing.type = TypeKind::Date;
    c.server_default = std::string("2020-01-01");
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/mysql_existing", [](Offline& out) {
    AlterColumn c = change();
    c.nullable = false;
    c.existing.type = TypeKind::Integer;
    c.existing.server_default = Clause("5");
    c.existing.comment = "it's";
    c.existing.autoincrement = true;
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/mysql_without_type", [](Offline& out) {
    AlterColumn c = change();
    c.nullable = false;
    out(out.dialect.alter_column(c));
  });
  check_case("alter_column/mysql_autoincrement", [](Offline& out) {
    AlterColumn c = change();
    c.autoincrement = true;
    c.existing.type = TypeKind::Integer;
    c.existing.nullable = false;
    out(out.dialect.alter_column(c));
  });
}

// The reference asserts, without words.
TEST(AlterColumn, MySqlRefusesToRestateWhatItWouldLose) {
  for (const ServerDefault& existing :
       {ServerDefault(schema::Computed{Clause("a + 1"), true}),
        ServerDefault(Identity{}), ServerDefault(schema::FetchedValue{})}) {
    AlterColumn c = change();
    c.new_name = "d";
    c.existing.type = TypeKind::Integer;
    c.existing.server_default = existing;
    Offline out(dialects::dialect("mysql"));
    EXPECT_THROW(out(out.dialect.alter_column(c)), Error);
    EXPECT_EQ(out.text, "");
  }
}

TEST(AlterColumn, Generated) {
  Identity plain, started, changed;
  started.options.start = 1;
  changed.always = true;
  changed.options.start = 3;
  changed.options.cycle = true;
  auto altered = [](ServerDefault wanted, ServerDefault existing) {
    AlterColumn c = change();
    c.existing.type = TypeKind::Integer;
    c.server_default = wanted;
    c.existing.server_default = existing;
    return c;
  };
  check_case("alter_column/add_identity", [&](Offline& out) {
    out(out.dialect.alter_column(altered(plain, kNone)));
  });
  check_case("alter_column/change_identity", [&](Offline& out) {
    out(out.dialect.alter_column(altered(changed, started)));
  });
  check_case("alter_column/drop_identity", [&](Offline& out) {
    out(out.dialect.alter_column(altered(kNone, plain)));
  });
  check_case("alter_column/computed", [&](Offline& out) {
    AlterColumn c = change();
    c.existing.type = TypeKind::Integer;
    c.server_default = schema::Computed{"a + 1", {}};
    out(out.dialect.alter_column(c));
  });
}

schema::Index index(const char* name, std::vector<const char*> columns) {
  schema::Index out;
  if (name) out.name = name;
  out.table = "t";
  for (const char* each : columns) out.elements.push_back({each, {}});
  return out;
}

TEST(Indexes, Create) {
  check_case("create_index/plain", [](Offline& out) {
    out(sql::Ddl(sql::CreateIndex{index("ix1", {"a", "b"})}));
    schema::Index unique = index("ix2", {"a"});
    unique.unique = true;
    unique.schema = Name("s1");
    out(sql::Ddl(sql::CreateIndex{unique}));
  });
  check_case("create_index/if_not_exists", [](Offline& out) {
    out(sql::Ddl(sql::CreateIndex{index("ix1", {"a"}), true}));
  });
  check_case("create_index/unnamed", [](Offline& out) {
    out(sql::Ddl(sql::CreateIndex{index(nullptr, {"a", "b"})}));
    out(sql::Ddl(sql::CreateIndex{index("ix_t_x", {"x"})}));
  });
  check_case("create_index/expressions", [](Offline& out) {
    schema::Index one = index("ix1", {"x", "b"}), two = index("ix2", {"x"});
    one.elements[0] = {"", Clause(sql::text("lower(a)"))};
    two.elements[0] = {"", Clause(sql::text("a DESC"))};
    out(sql::Ddl(sql::CreateIndex{one}));
    out(sql::Ddl(sql::CreateIndex{two}));
  });
  check_case("create_index/functions", [](Offline& out) {
    schema::Index one = index("ix1", {"x", "b"});
    one.elements[0] = {"", Clause(sql::function("lower", {sql::column("a")}))};
    one.elements[1] = {
        "b", Clause(sql::unary(sql::Operator::Descending, sql::column("b")))};
    out(sql::Ddl(sql::CreateIndex{one}));
  });
  check_case("create_index/long_name", [](Offline& out) {
    schema::Index one = index("x", {"a"});
    one.name = Name("ix_" + std::string(130, 'x'), Name::Kind::Final);
    out(sql::Ddl(sql::CreateIndex{one}));
  });
}

TEST(Indexes, Options) {
  check_case("create_index/postgresql_options", [](Offline& out) {
    schema::Index one = index("ix1", {"a", "b"});
    one.unique = true;
    auto& options = one.options;
    options.set("postgresql_using", std::string("GIN"));
    options.set("postgresql_ops",
                schema::OptionMap{{"a", std::string("text_pattern_ops")}});
    options.set("postgresql_include", schema::OptionList{std::string("c")});
    options.set("postgresql_nulls_not_distinct", true);
    options.set("postgresql_with",
                schema::OptionMap{{"fillfactor", std::int64_t(50)}});
    options.set("postgresql_tablespace", std::string("ts"));
    options.set("postgresql_where", Clause("a > 5"));
    options.set("postgresql_concurrently", true);
    out(sql::Ddl(sql::CreateIndex{one, true}));
  });
  check_case("create_index/partial_expression", [](Offline& out) {
    using sql::Operator;
    auto against = [](const char* name, schema::Literal value, Operator op) {
      sql::Expression column = sql::column(name);
      return sql::binary(op, column, sql::bind_beside(value, column, op));
    };
    Clause where(sql::and_({against("a", std::int64_t(5), Operator::Greater),
                            against("b", std::string("x"), Operator::Equal)}));
    schema::Index one = index("ix1", {"a"});
    one.options.set("postgresql_where", where);
    one.options.set("sqlite_where", where);
    one.options.set("mssql_where", where);
    out(sql::Ddl(sql::CreateIndex{one}));
  });
  check_case("create_index/mysql_options", [](Offline& out) {
    schema::Index one = index("ix1", {"a", "b"}),
                  two = index("ix2", {"a", "b"}), three = index("ix3", {"a"});
    one.options.set("mysql_length", std::int64_t(5));
    two.options.set("mysql_length", schema::OptionMap{{"a", std::int64_t(5)}});
    two.options.set("mysql_using", std::string("btree"));
    three.options.set("mysql_prefix", std::string("FULLTEXT"));
    three.options.set("mysql_with_parser", std::string("ngram"));
    for (const auto& each : {one, two, three}) {
      out(sql::Ddl(sql::CreateIndex{each}));
    }
  });
  check_case("create_index/mssql_options", [](Offline& out) {
    schema::Index one = index("ix1", {"a"});
    one.options.set("mssql_clustered", true);
    one.options.set("mssql_include", schema::OptionList{std::string("z")});
    out(sql::Ddl(sql::CreateIndex{one}));
  });
  check_case("create_index/oracle_options", [](Offline& out) {
    schema::Index one = index("ix1", {"a"});
    one.options.set("oracle_bitmap", true);
    one.options.set("oracle_compress", std::int64_t(1));
    out(sql::Ddl(sql::CreateIndex{one}));
  });
}

TEST(Indexes, Drop) {
  check_case("drop_index/if_exists", [](Offline& out) {
    out(sql::Ddl(sql::DropIndex{index("ix1", {}), true}));
  });
  check_case("drop_index/concurrently", [](Offline& out) {
    schema::Index one = index("ix1", {});
    one.options.set("postgresql_concurrently", true);
    out(sql::Ddl(sql::DropIndex{one, true}));
  });
}

template <class Kind>
sql::DropConstraint dropped(Kind kind, const char* name) {
  if (name) kind.name = name;
  sql::DropConstraint out;
  out.table = TableName("t");
  out.constraint = kind;
  return out;
}

TEST(Constraints, Drop) {
  check_case("constraint/drop_foreign_key", [](Offline& out) {
    out(out.dialect.drop_constraint(dropped(schema::ForeignKey(), "c1")));
  });
  check_case("constraint/drop_primary", [](Offline& out) {
    out(out.dialect.drop_constraint(dropped(schema::PrimaryKey(), "c1")));
  });
  check_case("constraint/drop_check", [](Offline& out) {
    out(out.dialect.drop_constraint(dropped(schema::Check(), "c1")));
  });
  check_case("constraint/drop_untyped", [](Offline& out) {
    sql::DropConstraint drop = dropped(schema::Unique(), "c1");
    drop.untyped = true;
    out(out.dialect.drop_constraint(drop));
  });
  check_case("constraint/drop_if_exists", [](Offline& out) {
    sql::DropConstraint drop = dropped(schema::Unique(), "c1");
    drop.if_exists = true;
    out(out.dialect.drop_constraint(drop));
  });
  check_case("constraint/drop_unnamed", [](Offline& out) {
    out(out.dialect.drop_constraint(dropped(schema::Unique(), nullptr)));
  });
}

TEST(Constraints, Add) {
  check_case("constraint/foreign_key", [](Offline& out) {
    schema::ForeignKey key;
    key.name = "fk1";
    key.columns = {"a"};
    key.referred_table = "o";
    key.referred_schema = Name("s2");
    key.referred_columns = {"b"};
    key.onupdate = "CASCADE";
    key.ondelete = "SET NULL";
    key.deferrable = false;
    out(out.dialect.add_constraint({{"t", Name("s1")}, key, {}}));
  });
  check_case("constraint/check", [](Offline& out) {
    schema::Check check;
    check.name = "ck1";
    check.sqltext = "a > 5";
    out(out.dialect.add_constraint({{"t", Name("s1")}, check, {}}));
  });
  check_case("constraint/exclude", [](Offline& out) {
    schema::Exclude exclude;
    exclude.name = "ex1";
    exclude.elements = {{sql::column("period"), {}, "&&", ""},
                        {{}, "grp", "=", ""}};
    sql::Expression grp = sql::column("grp");
    exclude.where = Clause(sql::binary(
        sql::Operator::NotEqual, grp,
        sql::bind_beside(std::string("x"), grp, sql::Operator::NotEqual)));
    exclude.using_ = "GIST";
    exclude.deferrable = true;
    exclude.initially = "DEFERRED";
    out(out.dialect.add_constraint({{"t"}, exclude, {}}));
  });
}

TEST(Comments, Tables) {
  check_case("comment/table", [](Offline& out) {
    TableName table("t", Name("s1"));
    out(sql::Ddl(sql::SetTableComment{table, "hi 'there'"}));
    out(sql::Ddl(sql::DropTableComment{table}));
  });
}

TEST(Sequences, CreateAndDrop) {
  check_case("schema/sequences", [](Offline& out) {
    schema::Sequence one, two;
    one.name = "s1";
    one.options.start = 5;
    one.options.increment = 2;
    one.options.minvalue = 1;
    one.options.cycle = true;
    one.options.cache = 3;
    two.name = "s2";
    two.schema = Name("x");
    two.data_type = TypeKind::BigInteger;
    out(sql::Ddl(sql::CreateSequence{one}));
    out(sql::Ddl(sql::CreateSequence{two}));
    out(sql::Ddl(sql::DropSequence{one}));
  });
  check_case("schema/schemas", [](Offline& out) {
    out(sql::Ddl(sql::CreateSchema{"S1", true}));
    out(sql::Ddl(sql::DropSchema{"s1", true, true}));
  });
}

}  // namespace
}  // namespace limbeck
