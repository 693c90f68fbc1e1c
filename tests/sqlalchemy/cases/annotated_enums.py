# Which Enum type_annotation_map makes of an annotation.
from sqlalchemy import *
from typing import *
import enum
from sqlalchemy.orm import *
from sqlalchemy.dialects import postgresql
class C(enum.Enum):
    aaaa=1;b=2
class S(str,enum.Enum):
    x='xx'; yyy='yyyyyyy'
class F(enum.Enum):
    x='xx'; yyy='yyyyyyy'
L=Literal['p','qq']
def t(map, ann, **k):
    class Base(DeclarativeBase):
        type_annotation_map=map
        metadata=MetaData(schema='s')
    try:
        class T(Base):
            __tablename__='t'; id=Column(Integer,primary_key=True)
            e:Mapped[ann]
        ty=T.__table__.c.e.type
        print(repr(ty), type(ty).__module__, ty.schema, ty.length, [ty is v for v in map.values()], ty.create_constraint)
    except Exception as e: print(type(e), str(e)[:200])
t({C:Enum(C,name='own')},C)
t({C:Enum(C)},C)
t({C:Enum(C,schema='zz')},C)
t({C:Enum(C,inherit_schema=True)},C)
t({C:postgresql.ENUM(C,name='own')},C)
t({C:postgresql.ENUM(C,name='own',create_type=False)},C)
t({C:Enum(C,native_enum=False,create_constraint=True)},C)
t({C:Enum(C,length=30,values_callable=lambda c:[x.name.upper() for x in c])},C)
t({enum.Enum:Enum(enum.Enum,native_enum=False)},C)
t({enum.Enum:Enum(enum.Enum,length=44,name='gen')},C)
t({enum.Enum:Enum(enum.Enum,length=44, values_callable=lambda c:[str(x.value) for x in c])},S)
t({str:String(5)},S)
t({str:String(5)},F)
t({S:String(5)},S)
t({L:Enum('p','qq',name='lit')},L)
t({L:Enum('p','qq',native_enum=False)},L)
t({},L)
t({Literal:Enum(enum.Enum)},L)
t({Literal:Enum(enum.Enum,native_enum=True)},L)
t({enum.Enum:Enum(enum.Enum), Literal:Enum(enum.Enum)},L)
t({Literal['z']:Enum('p','qq',name='lit')},L)
t({},Optional[L])
t({},Optional[C])
t({Literal:String(7)},L)
t({enum.Enum:String(7)},C)
t({str:String(40)},L)
t({C:Enum(C,create_type=False)},C)
