"""Invented people. Any likeness is chance; scripts and accents are there to show that names print
whole.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Invented:
    """A name with the language its bearer reads and codes as an officer might have recorded
    them.
    """

    given: str
    family: str
    language: str
    race: str
    ethnicity: str
    sex: str


PEOPLE: tuple[Invented, ...] = (
    Invented("Luz Marina", "Quispe Huamán", "es", "I", "H", "F"),
    Invented("Wilson Andrés", "Guamán Pilco", "es", "W", "H", "M"),
    Invented("José Ángel", "Ixcoy Tzoc", "quc", "I", "H", "M"),
    Invented("Rosa Elvira", "Chumbi Naula", "es", "W", "H", "F"),
    Invented("João Batista", "Conceição Ávila", "pt", "W", "N", "M"),
    Invented("Thaís", "Gonçalves Brandão", "pt", "W", "N", "F"),
    Invented("Jean-Robenson", "Pierre-Louis", "ht", "B", "N", "M"),
    Invented("Marie Rosemène", "Désir", "ht", "B", "N", "F"),
    Invented("Łukasz", "Dzięgielewski", "pl", "W", "N", "M"),
    Invented("Agnieszka", "Brzęczyszczak", "pl", "W", "N", "F"),
    Invented("Besnik", "Hoxhaj-Çela", "sq", "W", "N", "M"),
    Invented("Оксана", "Гречанюк", "uk", "W", "N", "F"),
    Invented("Никита", "Холодницев", "ru", "W", "N", "M"),
    Invented("Nguyễn Thị", "Ngọc Ánh", "vi", "A", "N", "F"),
    Invented("Đức Huy", "Trương", "vi", "A", "N", "M"),
    Invented("小燕", "欧阳", "zh-Hans", "A", "N", "F"),
    Invented("志豪", "賴", "zh-Hant", "A", "N", "M"),
    Invented("도윤", "남궁", "ko", "A", "N", "M"),
    Invented("ليلى", "الصفدي", "ar", "W", "M", "F"),
    Invented("نورالله", "ځدراڼ", "ps", "W", "M", "M"),
    Invented("Hardik", "Chudasama", "gu", "A", "N", "M"),
    Invented("प्रिया", "श्रीवास्तव", "hi", "A", "N", "F"),
    Invented("Kwabena", "Oppong-Manu", "", "B", "N", "M"),
    Invented("Delroy", "Fairweather", "", "B", "N", "M"),
    Invented("Concettina", "D’Alessandro-Zuliani", "it", "W", "N", "F"),
    Invented("Yeison", "Montufar Sagastume", "es", "W", "H", "M"),
    Invented("Ana Isabel", "Cordón de Orellana", "es", "W", "H", "F"),
    Invented("Franklin", "Loja Tenesaca", "es", "W", "H", "M"),
)
OFFICERS = ("R. Calloway", "T. Breckenridge", "M. Sandoz", "P. Ellingsworth")
OFFICES = ("ICE ERO Hartford", "ICE ERO Boston Field Office", "CBP Hartford", "ICE HSI New Haven")
ATTORNEYS = ("Mirabel Osgood-Tran", "Piotr Wenzel", "Henrietta Vasquez-Lund")
