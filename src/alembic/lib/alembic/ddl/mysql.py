from .impl import DefaultImpl


class MySQLImpl(DefaultImpl):
    __dialect__ = "mysql"
    transactional_ddl = False
    type_synonyms = DefaultImpl.type_synonyms + ({"BOOL", "TINYINT"}, {"JSON", "LONGTEXT"})


class MariaDBImpl(MySQLImpl):
    __dialect__ = "mariadb"
