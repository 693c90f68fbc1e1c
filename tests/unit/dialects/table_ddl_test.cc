#include "schema/naming.h"
#include "sql_case.h"

namespace limbeck {
namespace {

using schema::Check;
using schema::Clause;
using schema::Column;
using schema::Computed;
using schema::ForeignKey;
using schema::Identity;
using schema::Name;
using schema::PrimaryKey;
using schema::Table;
using schema::Type;
using schema::TypeKind;
using schema::Unique;

Column column(const char* name, Type type) { return Column(name, type); }

Column integer(const char* name) { return Column(name, TypeKind::Integer); }

Column text(const char* name, int length) {
  return Column(name, schema::string_type(length));
}

Column required(Column column) {
  column.nullable = false;
  column.nullable_given = true;
  return column;
}

Column key(Column column) {
  column.primary_key = true;
  column.nullable = false;
  return column;
}

Column with_default(Column column, schema::ServerDefault value) {
  column.server_default = std::move(value);
  return column;
}

ForeignKey reference(const char* table, const char* column) {
  ForeignKey out;
  out.referred_table = Name(table);
  out.referred_columns = {column};
  return out;
}

Column referring(Column column, ForeignKey key) {
  column.foreign_keys.push_back(std::move(key));
  return column;
}

Type sized(TypeKind kind, const char* name, std::int64_t value) {
  Type type(kind);
  type.set(name, value);
  return type;
}

Type decimal(TypeKind kind, std::int64_t precision, std::int64_t scale) {
  Type type(kind);
  type.set("precision", precision).set("scale", scale);
  return type;
}

TEST(CreateTable, PlainColumns) {
  check_case("create_table/plain_columns", [](Offline& out) {
    out.create(
        Table("account", {key(integer("id")), required(text("name", 50)),
                          column("bio", TypeKind::Text),
                          required(column("active", TypeKind::Boolean)),
                          column("balance", decimal(TypeKind::Numeric, 10, 2)),
                          column("created_at", TypeKind::DateTime)}));
  });
}

TEST(CreateTable, QuotesNames) {
  check_case("create_table/with_schema_and_quotes", [](Offline& out) {
    out.create(Table("User",
                     {integer("select"), text("first name", 10), integer("1st"),
                      integer("a$b")},
                     Name("My")));
  });
  check_case("create_table/no_columns",
             [](Offline& out) { out.create(Table("t")); });
}

TEST(CreateTable, Keys) {
  check_case("create_table/composite_primary_key", [](Offline& out) {
    out.create(Table("t", {key(integer("a")), key(integer("b"))}));
  });
  check_case("create_table/composite_key_with_autoincrement", [](Offline& out) {
    Column b = key(integer("b"));
    b.autoincrement = schema::Autoincrement::True;
    out.create(Table("t", {key(integer("a")), b}));
  });
  check_case("create_table/explicit_primary_key", [](Offline& out) {
    Table table("t", {integer("id"), integer("b")});
    PrimaryKey primary;
    primary.name = "pk_t";
    primary.columns = {"id"};
    table.constraints.push_back(primary);
    out.create(table);
  });
  check_case("create_table/string_primary_key", [](Offline& out) {
    out.create(Table("t", {key(text("id", 36))}));
  });
  check_case("create_table/big_and_small_keys", [](Offline& out) {
    out.create(Table("b", {key(column("id", TypeKind::BigInteger))}));
    out.create(Table("s", {key(column("id", TypeKind::SmallInteger))}));
  });
  check_case("create_table/key_without_autoincrement", [](Offline& out) {
    Column id = key(integer("id"));
    id.autoincrement = schema::Autoincrement::False;
    out.create(Table("t", {id}));
  });
  check_case("create_table/key_that_is_a_foreign_key", [](Offline& out) {
    out.create(
        Table("t", {referring(key(integer("id")), reference("o", "id"))}));
  });
  check_case("create_table/key_with_server_default", [](Offline& out) {
    out.create(
        Table("t", {with_default(key(integer("id")), std::string("5"))}));
  });
}

TEST(CreateTable, ConstraintsInOrder) {
  check_case("create_table/constraints_in_order", [](Offline& out) {
    ForeignKey named = reference("o", "id");
    named.name = "fk_a";
    Column a = referring(integer("a"), named);
    a.unique = true;
    Table table("t", {required(integer("id")), a, integer("b")});
    Check check;
    check.name = "ck_b";
    check.sqltext = "b > 5";
    ForeignKey foreign = reference("o", "id");
    foreign.columns = {"b"};
    foreign.ondelete = "CASCADE";
    PrimaryKey primary;
    primary.columns = {"id"};
    Unique unique;
    unique.name = "uq_ab";
    unique.columns = {"a", "b"};
    table.constraints = {check, foreign, primary, unique};
    out.create(table);
  });
}

TEST(CreateTable, ForeignKeys) {
  check_case("create_table/foreign_key_options", [](Offline& out) {
    Table table("t", {integer("a")}, Name("s1"));
    ForeignKey key = reference("o", "id");
    key.referred_schema = Name("s1");
    key.name = "fk1";
    key.columns = {"a"};
    key.onupdate = "CASCADE";
    key.ondelete = "SET NULL";
    key.deferrable = true;
    key.initially = "DEFERRED";
    table.constraints = {key};
    out.create(table);
  });
  check_case("create_table/foreign_key_match", [](Offline& out) {
    Table table("t", {integer("a")});
    ForeignKey key = reference("o", "id");
    key.columns = {"a"};
    key.match = "FULL";
    table.constraints = {key};
    out.create(table);
  });
  check_case("create_table/foreign_key_to_other_schema", [](Offline& out) {
    ForeignKey key = reference("o", "id");
    key.referred_schema = Name("s2");
    out.create(Table("t", {referring(integer("a"), key)}));
  });
  check_case("create_table/use_alter_foreign_key", [](Offline& out) {
    Table table("t", {integer("a")});
    ForeignKey key = reference("o", "id");
    key.columns = {"a"};
    key.name = "fk1";
    key.use_alter = true;
    table.constraints = {key};
    out.create(table);
  });
}

TEST(CreateTable, UniqueAndIndexFlags) {
  check_case("create_table/unique_and_index_flags", [](Offline& out) {
    Column a = integer("a"), b = integer("b"), c = integer("c");
    a.unique = b.index = c.unique = c.index = true;
    out.create(Table("t", {a, b}, Name("s1")));
    out.create(Table("u", {c}));
  });
}

TEST(CreateTable, Defaults) {
  check_case("create_table/string_defaults", [](Offline& out) {
    out.create(Table("t", {with_default(text("a", 9), std::string("it's")),
                           with_default(integer("b"), std::string("5")),
                           with_default(integer("c"), Clause("5")),
                           with_default(text("d", 9), Clause("'x'")),
                           with_default(text("e", 9), std::string()),
                           with_default(text("f", 9), std::string("a\\b"))}));
  });
  check_case("create_table/expression_defaults", [](Offline& out) {
    auto now = [](const char* name) { return Clause(sql::function(name, {})); };
    auto moment = [](const char* name) {
      return column(name, TypeKind::DateTime);
    };
    out.create(
        Table("t", {required(with_default(moment("a"), now("now"))),
                    with_default(moment("b"), Clause("CURRENT_TIMESTAMP")),
                    with_default(text("c", 9),
                                 Clause(sql::function(
                                     "lower", {sql::bind(std::string("A"))}))),
                    with_default(integer("d"), Clause("1 + 2")),
                    with_default(integer("e"), Clause("(1 + 2)")),
                    with_default(moment("f"), now("current_timestamp"))}));
  });
  check_case("create_table/constant_defaults", [](Offline& out) {
    out.create(Table(
        "t",
        {with_default(column("a", TypeKind::Boolean), Clause(sql::true_())),
         with_default(column("b", TypeKind::Boolean), Clause(sql::false_())),
         with_default(integer("c"), Clause(sql::null())),
         with_default(integer("d"), Clause(sql::bind(std::int64_t(7)))),
         with_default(text("e", 5), Clause(sql::literal_column("'x'")))}));
  });
}

TEST(CreateTable, GeneratedColumns) {
  auto computed = [](std::optional<bool> persisted) {
    Computed out;
    out.sqltext = "a + 1";
    out.persisted = persisted;
    return out;
  };
  check_case("create_table/computed", [&](Offline& out) {
    out.create(
        Table("t", {integer("a"), with_default(integer("b"), computed({}))}));
  });
  check_case("create_table/computed_persisted", [&](Offline& out) {
    out.create(
        Table("t", {integer("a"), with_default(integer("b"), computed(true))}));
  });
  check_case("create_table/computed_virtual", [&](Offline& out) {
    out.create(Table("t", {integer("a"), required(with_default(
                                             integer("b"), computed(false)))}));
  });
}

TEST(CreateTable, IdentityColumns) {
  check_case("create_table/identity", [](Offline& out) {
    Identity full;
    full.always = true;
    full.options.start = 5;
    full.options.increment = 2;
    full.options.minvalue = 1;
    full.options.maxvalue = 99;
    full.options.cycle = true;
    full.options.cache = 3;
    out.create(Table("t", {with_default(key(integer("id")), Identity())}));
    out.create(Table(
        "u", {with_default(key(column("id", TypeKind::BigInteger)), full)}));
    out.create(Table("v", {with_default(integer("id"), Identity())}));
  });
}

TEST(CreateTable, Comments) {
  check_case("create_table/comments", [](Offline& out) {
    Column a = integer("a"), b = integer("b");
    a.comment = "it's a";
    b.index = true;
    Table table("t", {a, b});
    table.comment = "the table";
    out.create(table);
  });
  check_case("create_table/comments_in_schema", [](Offline& out) {
    Column a = integer("a");
    a.comment = "col";
    Table table("t", {a}, Name("s1"));
    table.comment = "tbl";
    out.create(table);
  });
}

TEST(CreateTable, Enums) {
  check_case("create_table/enum", [](Offline& out) {
    out.create(Table(
        "t",
        {required(column("e", schema::enum_type({"a", "bb"}, "myenum")))}));
  });
  check_case("create_table/enum_in_schema", [](Offline& out) {
    Type type = schema::enum_type({"it's", "b"}, "My Enum");
    type.schema = Name("s1");
    out.create(Table("t", {column("e", type)}, Name("s2")));
  });
  check_case("create_table/enum_check", [](Offline& out) {
    Type type = schema::enum_type({"a", "b"}, "ck_e");
    type.set("native_enum", false).set("create_constraint", true);
    out.create(Table("t", {column("e", type)}));
  });
  check_case("create_table/enum_native_check", [](Offline& out) {
    Type type = schema::enum_type({"a", "b"}, "ck_e");
    type.set("create_constraint", true);
    out.create(Table("t", {column("e", type)}));
  });
  check_case("create_table/enum_array", [](Offline& out) {
    Type type = schema::enum_type({"a", "b"}, "myenum");
    out.create(Table("t", {column("e", schema::array_type(type))}));
  });
  check_case("create_table/boolean_check", [](Offline& out) {
    Type named(TypeKind::Boolean), unnamed(TypeKind::Boolean);
    named.set("create_constraint", true);
    unnamed.set("create_constraint", true);
    named.type_name = "ck_b";
    out.create(Table("t", {column("b", named), column("c", unnamed)}));
  });
}

TEST(CreateTable, DialectOptions) {
  check_case("create_table/mysql_options", [](Offline& out) {
    Table table("t", {key(integer("id"))});
    table.options.set("mysql_engine", std::string("InnoDB"));
    table.options.set("mysql_collate", std::string("utf8mb4_bin"));
    table.options.set("mysql_charset", std::string("utf8mb4"));
    table.options.set("mariadb_engine", std::string("Aria"));
    table.comment = "tbl";
    out.create(table);
  });
  check_case("create_table/mysql_row_format", [](Offline& out) {
    Table table("t", {integer("id")});
    table.options.set("mysql_row_format", std::string("DYNAMIC"));
    table.options.set("mysql_engine", std::string("InnoDB"));
    table.options.set("mysql_default_charset", std::string("utf8"));
    out.create(table);
  });
  check_case("create_table/postgresql_options", [](Offline& out) {
    Table table("t", {integer("a")});
    table.options.set("postgresql_partition_by", std::string("RANGE (a)"));
    table.options.set("postgresql_tablespace", std::string("ts"));
    table.options.set("postgresql_with",
                      schema::OptionMap{{"fillfactor", std::int64_t(50)}});
    table.options.set("postgresql_on_commit", std::string("PRESERVE ROWS"));
    out.create(table);
  });
  check_case("create_table/sqlite_autoincrement", [](Offline& out) {
    Table table("t", {key(integer("id"))});
    table.options.set("sqlite_autoincrement", true);
    out.create(table);
  });
  check_case("create_table/sqlite_strict", [](Offline& out) {
    Table table("t", {key(integer("id"))});
    table.options.set("sqlite_with_rowid", false);
    table.options.set("sqlite_strict", true);
    out.create(table);
  });
  check_case("create_table/mssql_clustered", [](Offline& out) {
    Table table("t", {required(integer("id")), integer("b")});
    PrimaryKey primary;
    primary.name = "pk1";
    primary.columns = {"id"};
    primary.options.set("mssql_clustered", false);
    Unique unique;
    unique.columns = {"b"};
    unique.options.set("mssql_clustered", true);
    table.constraints = {primary, unique};
    out.create(table);
  });
  check_case("create_table/oracle_options", [](Offline& out) {
    Table table("t", {integer("id")});
    table.options.set("oracle_compress", true);
    table.options.set("oracle_on_commit", std::string("DELETE ROWS"));
    table.prefixes = {"GLOBAL TEMPORARY"};
    out.create(table);
  });
}

TEST(CreateTable, Types) {
  auto zoned = [](TypeKind kind) {
    Type type(kind);
    type.set("timezone", true);
    return type;
  };
  check_case("create_table/types_of_numbers", [](Offline& out) {
    out.create(
        Table("t", {column("a", TypeKind::Float),
                    column("b", sized(TypeKind::Float, "precision", 53)),
                    column("c", TypeKind::Double),
                    column("d", decimal(TypeKind::DECIMAL, 10, 0)),
                    column("e", sized(TypeKind::Numeric, "precision", 5)),
                    column("f", TypeKind::REAL)}));
  });
  check_case("create_table/types_of_time", [&](Offline& out) {
    out.create(
        Table("t", {column("a", TypeKind::Date), column("b", TypeKind::Time),
                    column("c", zoned(TypeKind::DateTime)),
                    column("d", TypeKind::Interval),
                    column("e", zoned(TypeKind::TIMESTAMP))}));
  });
  check_case("create_table/types_of_documents", [](Offline& out) {
    out.create(
        Table("t", {column("a", TypeKind::JSON), column("b", TypeKind::Uuid),
                    column("c", TypeKind::LargeBinary),
                    column("d", sized(TypeKind::BINARY, "length", 5))}));
  });
  check_case("create_table/missing_type",
             [](Offline& out) { out.create(Table("t", {column("a", {})})); });
  check_case("create_table/unlimited_string", [](Offline& out) {
    out.create(Table("t", {column("a", TypeKind::String)}));
  });
}

TEST(CreateTable, NamesByConvention) {
  auto naming = std::make_shared<schema::NamingConvention>();
  naming->templates = {
      {"ix", "ix_%(column_0_label)s"},
      {"uq", "uq_%(table_name)s_%(column_0_name)s"},
      {"ck", "ck_%(table_name)s_%(constraint_name)s"},
      {"fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"},
      {"pk", "pk_%(table_name)s"}};
  check_case("naming/table", [&](Offline& out) {
    Column a = referring(integer("a"), reference("o", "id"));
    a.unique = true;
    Type boolean(TypeKind::Boolean);
    boolean.set("create_constraint", true);
    boolean.type_name = "bool";
    Table table("t", {key(integer("id")), a, column("b", boolean)});
    table.naming = naming;
    Check positive, final;
    positive.name = "positive";
    positive.sqltext = "a > 5";
    final.name = Name("final", Name::Kind::Final);
    final.sqltext = "a > 6";
    Unique both, given;
    both.columns = {"a", "b"};
    given.columns = {"b"};
    given.name = "given";
    table.constraints = {positive, final, both, given};
    out.create(table);
  });
}

}  // namespace
}  // namespace limbeck
