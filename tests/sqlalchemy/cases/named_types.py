# Which schema an Enum gets: that of the MetaData, of a copy, of an annotation.
from sqlalchemy import *
import enum
from sqlalchemy.orm import *
class C(enum.Enum):
    a=1;b=2


m=MetaData(schema='s')
def show(t): 
    ty=t.c.e.type; print(t.name, repr(ty), ty.schema, getattr(ty,'inherit_schema',None))
show(Table('t1',m,Column('e',Enum(C))))
e=Enum(C,name='q')
show(Table('t2',m,Column('e',e)))
show(Table('t3',m,Column('e',e)))
m2=MetaData(schema='z')
show(Table('t3',m2,Column('e',e)))
show(Table('t4',m,Column('e',Enum(C,name='q',inherit_schema=True))))
show(Table('t5',m,Column('e',Enum(C,name='q',inherit_schema=True)),schema='k'))
show(Table('t6',m,Column('e',Enum(C,name='q')),schema='k'))
class B(DeclarativeBase): metadata=m
class M:
    e=Column(Enum(C))
class T(M,B):
    __tablename__='t7'; id=Column(Integer,primary_key=True)
show(T.__table__)
class T(B):
    __tablename__='t8'; id=Column(Integer,primary_key=True)
    e:Mapped[C]=mapped_column(Enum(C))
show(T.__table__)
class T(B):
    __tablename__='t9'; id=Column(Integer,primary_key=True)
    e:Mapped[C]
show(T.__table__)
class T(B):
    __tablename__='t10'; id=Column(Integer,primary_key=True)
    e:Mapped[C]=mapped_column(Enum(C,inherit_schema=True))
show(T.__table__)
class T(B):
    __tablename__='t11'; id=Column(Integer,primary_key=True)
    e:Mapped[C]=mapped_column('e',Enum(C,inherit_schema=True,native_enum=False))
show(T.__table__)
class T(B):
    __tablename__='t12'; id=Column(Integer,primary_key=True)
    e:Mapped[C]=mapped_column('e',Enum(C,native_enum=False))
show(T.__table__)
t=Table('t13',MetaData(),Column('e',Enum(C)))
show(t)
show(t.to_metadata(m))
show(t.to_metadata(m2,schema='y'))
t=Table('t14',m,Column('e',Enum(C)))
show(t.to_metadata(m2))
show(t.to_metadata(MetaData()))
show(t.to_metadata(MetaData(),schema='y'))
show(t.to_metadata(MetaData(),schema=None))
class TD(TypeDecorator):
    impl=Enum(C); cache_ok=True
t=Table('t15',m,Column('e',TD()))
print(t.c.e.type.impl.schema, repr(t.c.e.type))
from sqlalchemy.dialects import postgresql
print(t.c.e.type.dialect_impl(postgresql.dialect()).impl.schema)
t=Table('t16',m,Column('e',String().with_variant(Enum(C),'postgresql')))
print(t.c.e.type._variant_mapping['postgresql'].schema)
t=Table('t17',m,Column('e',ARRAY(Enum(C))))
print(t.c.e.type.item_type.schema)
t=Table('t18',m,Column('e',postgresql.ARRAY(postgresql.ENUM('a','b',name='q'))))
print(t.c.e.type.item_type.schema)
t=Table('t19',m,Column('e',postgresql.ENUM('a','b',name='q')))
show(t)
class T(M,B):
    __tablename__='t20'; id=Column(Integer,primary_key=True)
    e:Mapped[C]=mapped_column('e',postgresql.ENUM('a','b',name='q'))
show(T.__table__)
class Base2(DeclarativeBase): metadata=m; type_annotation_map={enum.Enum: Enum(enum.Enum,native_enum=False)}
class T(Base2):
    __tablename__='t21'; id=Column(Integer,primary_key=True)
    e:Mapped[C]
show(T.__table__)
class T(Base2):
    __tablename__='t22'; id=Column(Integer,primary_key=True)
    e:Mapped['C | None']
show(T.__table__)
class T(Base2):
    __tablename__='t23'; id=Column(Integer,primary_key=True)
    e=mapped_column(Enum(C))
show(T.__table__)
b=Table('t24',m,Column('e',Boolean(create_constraint=True,name='x')))
d=postgresql.DOMAIN('d',Integer)
b=Table('t25',m,Column('e',d))
print(d.schema)
class T(Base2):
    __tablename__='t26'; id=Column(Integer,primary_key=True)
    e=mapped_column(postgresql.DOMAIN('d',Integer))
print(T.__table__.c.e.type.schema)
class MM:
    e=mapped_column(postgresql.DOMAIN('d',Integer))
class T(MM,Base2):
    __tablename__='t27'; id=Column(Integer,primary_key=True)
print(T.__table__.c.e.type.schema)
