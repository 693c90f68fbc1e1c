"""Hybrids that change in place, under other names than their own."""
from sqlalchemy import and_, func, inspect, select
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Interval(Base):
    __tablename__ = "interval"
    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[int]
    last: Mapped[int]

    @hybrid_property
    def length(self):
        return self.last - self.first

    @length.inplace.setter
    def _length_setter(self, value):
        self.last = self.first + value

    @length.inplace.expression
    @classmethod
    def _length_expression(cls):
        return func.abs(cls.last - cls.first)

    @hybrid_method
    def holds(self, point):
        return self.first <= point < self.last

    @holds.inplace.expression
    def _holds_expression(cls, point):
        return and_(cls.first <= point, cls.last > point)

    @hybrid_property
    def radius(self):
        return self.length / 2

    @radius.setter
    def radius(self, value):
        self.length = value * 2


interval = Interval(first=1, last=5)
interval.length = 10
print(interval.last, interval.length, interval.holds(3), interval.radius)
interval.radius = 1
print(interval.last)
print(select(Interval.length))
print(select(Interval.id).where(Interval.holds(3)))
print(sorted(inspect(Interval).all_orm_descriptors.keys()))
