"""Data migrations with SQLModel: sessions, relationships, what exec() gives."""
from typing import List, Optional

import sqlalchemy as sa
from sqlmodel import *


class Link(SQLModel, table=True):
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)
    tag_id: Optional[int] = Field(default=None, foreign_key="tag.id", primary_key=True)


class Tag(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    word: str
    teams: List["Team"] = Relationship(back_populates="tags", link_model=Link)


class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    note: str = "none"
    heroes: List["Hero"] = Relationship(back_populates="team", cascade_delete=True)
    tags: List[Tag] = Relationship(back_populates="teams", link_model=Link)


class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    years: int | None = Field(default=None, sa_column_kwargs={"name": "age"})
    team_id: Optional[int] = Field(default=None, foreign_key="team.id")
    team: Optional[Team] = Relationship(back_populates="heroes")


class HeroRead(SQLModel):
    id: int
    name: str


engine = create_engine("sqlite://")
SQLModel.metadata.create_all(engine)
alone = Team(name="q", id=3)
print(repr(alone), alone == Team(name="q", id=3), alone.model_dump(), dict(alone), alone.heroes)
with Session(engine) as session:
    team = Team(name="a")
    session.add(team)
    session.commit()
    session.refresh(team)
    hero = Hero(name="b", team_id=team.id, years=7)
    session.add(hero)
    session.commit()
    print(hero.id, hero.team.name, hero.years)
    other = Hero(name="c", team=team)
    print(other.team is team, sorted(each.name for each in team.heroes))
    session.add(other)
    session.commit()
    for each in session.exec(select(Hero).where(Hero.name == "c")):
        print(each.name, each.team.name, each.team_id)
    print(session.exec(select(Hero.name).order_by(Hero.id.desc())).all())
    print(session.exec(select(Hero.id, Hero.years).where(col(Hero.years) > 5)).all())
    print(session.exec(select(func.count()).select_from(Hero)).one())
    session.refresh(hero)
    print(sorted(hero.model_dump().items()))
    second = Team(name="z", tags=[Tag(word="new"), Tag(word="red")])
    second.heroes.append(Hero(name="q"))
    session.add(second)
    session.commit()
    print(second.heroes[0].team_id, [tag.word for tag in second.tags],
          session.exec(select(Tag).where(Tag.word == "red")).one().teams[0].name)
    second.name = "changed"
    second.sqlmodel_update({"note": "told"})
    session.add(second)
    session.commit()
    session.refresh(second)
    print(second.name, second.note)
    session.delete(second)
    session.commit()
    print(session.exec(select(Hero.name)).all(), len(session.exec(select(Team)).all()))
    session.exec(sa.update(Team).values(note="k"))
    print(session.exec(select(Team.note)).one())
    try:
        team.nothing = 1
    except Exception as error:
        print(type(error).__name__, error)
    print(HeroRead.model_validate(session.get(Hero, 1)).model_dump())
