"""A paragraph in each language that is not English, with every time a reader would find in it."""

import pytest

from timeline.calendar import day_of
from timeline.temporal import find_timexes
from timeline.temporal.languages import languages
from timeline.tongue import language_of

WEDNESDAY = day_of(2019, 8, 14)

PARAGRAPHS = {
    "de": (
        "Der Bundestag hat am Mittwoch nach monatelangem Streit das neue Klimagesetz beschlossen. Schon am 3. "
        "Mai 2019 hatte die Regierung einen Entwurf vorgelegt, der im vergangenen Monat überarbeitet wurde. "
        "Vor zwei Jahren war ein ähnlicher Vorschlag gescheitert. Die Opposition kündigte gestern an, bis "
        "Ende September Klage einzureichen. Seit 1990 sind die Emissionen gesunken; in den 1980er Jahren "
        "stiegen sie noch. Das Gesetz tritt am 1. Januar 2020 in Kraft, nächste Woche berät der Bundesrat "
        "darüber. Im März sagte der Minister, er wolle im Sommer 2021 zurücktreten. Heute um 14 Uhr spricht "
        "die Kanzlerin. Letzten Freitag war sie in Rom."
    ),
    "fr": (
        "Le président s'est rendu lundi à Marseille, deux jours après les inondations. Le 14 juillet 2018, il "
        "avait promis une aide ; en janvier dernier, rien n'avait été versé. La semaine dernière, les maires "
        "ont protesté. Hier soir, le préfet a annoncé que les travaux débuteraient le 1er septembre. Il y a "
        "trois ans, une digue avait déjà cédé, comme en 1999. Le ministre reviendra demain et parlera "
        "vendredi prochain. Depuis le 20 juin, l'eau est coupée. Au printemps 2017, le budget avait été "
        "réduit de moitié. L'année prochaine sera décisive."
    ),
    "es": (
        "El Gobierno anunció el martes que subirá el salario mínimo a partir del 1 de enero de 2020. La "
        "semana pasada los sindicatos habían convocado una huelga para el 27 de agosto. Ayer, el ministro "
        "recordó que hace diez años el paro era mayor. En marzo de 2018 ya se negoció una subida; en los años "
        "noventa no hubo ninguna. El próximo lunes se reunirán de nuevo. El mes pasado murieron tres obreros. "
        "Desde 2015 la economía crece. Hoy habla el presidente, y mañana la oposición."
    ),
    "it": (
        "Il premier si è dimesso martedì scorso, dopo quattordici mesi di governo. Il 4 marzo 2018 gli "
        "italiani avevano votato. Ieri il presidente ha ricevuto i partiti; domani parlerà al Paese. La "
        "settimana scorsa la Lega aveva chiesto nuove elezioni in ottobre. Due anni fa il partito era "
        "all'opposizione. Nel 1994 era successo lo stesso, e negli anni Ottanta ancora peggio. Il 20 agosto "
        "il Senato si riunirà. L'anno prossimo si voterà in sei regioni."
    ),
    "pt": (
        "O presidente viajou na segunda-feira para Lisboa, três dias depois do incêndio. Em 25 de abril de "
        "1974 começou a revolução. Na semana passada, o governo aprovou uma lei que entra em vigor em 1 de "
        "outubro. Ontem, milhares protestaram no Porto; amanhã haverá greve. Há dois anos morreram 66 "
        "pessoas. Em junho de 2017 ardeu tudo. No próximo ano há eleições. No mês passado choveu pouco. Desde "
        "2011 o país poupa."
    ),
    "ru": (
        "Президент подписал указ во вторник, через два дня после аварии. 26 апреля 1986 года произошёл взрыв "
        "на станции. На прошлой неделе министр обещал помощь, а вчера ушёл в отставку. Два года назад был "
        "принят похожий закон. В марте 2018 года прошли выборы. 1 сентября откроются школы. В прошлом месяце "
        "погибли трое рабочих. С 2014 года действуют санкции. Завтра выступит премьер. В следующем году завод "
        "закроют. В 1990-х годах такого не было."
    ),
    "uk": (
        "Президент підписав указ у вівторок. 24 серпня 1991 року Україна проголосила незалежність. Минулого "
        "тижня міністр обіцяв допомогу, а вчора пішов у відставку. Два роки тому ухвалили схожий закон. У "
        "березні 2019 року відбулися вибори. 1 вересня відкриються школи. Минулого місяця загинули троє "
        "робітників. З 2014 року діють санкції. Завтра виступить прем'єр. Наступного року завод закриють."
    ),
    "ar": (
        "وصل الرئيس إلى القاهرة يوم الثلاثاء بعد زيارة استمرت يومين. في 25 يناير 2011 بدأت الثورة. وقال "
        "الوزير أمس إن الانتخابات ستجري في أكتوبر المقبل. وفي الأسبوع الماضي قتل ثلاثة جنود. قبل عامين وقع "
        "هجوم مماثل. سيجتمع البرلمان غدا، وفي 1 سبتمبر تفتح المدارس. في مارس 2018 فاز الرئيس بولاية ثانية. "
        "الشهر الماضي ارتفعت الأسعار. منذ عام 2014 تستمر الحرب. اليوم أعلنت الحكومة النتائج."
    ),
    "zh": (
        "国务院总理星期二在北京会见了来访的法国外长。2018年3月14日，两国签署了协议。上周，双方举行"
        "了会谈。昨天，外交部发言人说，新的谈判将于9月1日开始。两年前，类似的计划失败了。1989年以来"
        "，贸易增长了十倍。明天议会将投票，下个月条约生效。今年6月发生了抗议活动。上个月出口下降。明年将"
        "举行峰会。20世纪90年代情况不同。"
    ),
}

VALUES = {
    "de": (
        "2019-08-14 2019-05-03 2019-07 2017 2019-08-13 2019-09 1990 "
        "198 2020-01-01 2019-W34 2019-03 2021-SU 2019-08-14 2019-08-14T14:00 2019-08-09"
    ),
    "fr": (
        "2019-08-12 P2D 2018-07-14 2019-01 2019-W32 2019-08-13 2019-09-01 "
        "2016 1999 2019-08-15 2019-08-16 2019-06-20 2017-SP 2020"
    ),
    "es": (
        "2019-08-13 2020-01-01 2019-W32 2019-08-27 2019-08-13 2009 "
        "2018-03 199 2019-08-19 2019-07 2015 2019-08-14 2019-08-15"
    ),
    "it": "2019-08-13 P14M 2018-03-04 2019-08-13 2019-08-15 2019-W32 2019-10 2017 1994 198 2019-08-20 2020",
    "pt": "2019-08-12 P3D 1974-04-25 2019-W32 2019-10-01 2019-08-13 2019-08-15 2017 2017-06 2020 2019-07 2011",
    "ru": ("2019-08-13 P2D 1986-04-26 2019-W32 2019-08-13 2017 2018-03 2019-09-01 2019-07 2014 2019-08-15 2020 199"),
    "uk": "2019-08-13 1991-08-24 2019-W32 2019-08-13 2017 2019-03 2019-09-01 2019-07 2014 2019-08-15 2020",
    "ar": (
        "2019-08-13 2011-01-25 2019-08-13 2019-10 2019-W32 2017 2019-08-15 2019-09-01 2018-03 2019-07 2014 2019-08-14"
    ),
    "zh": (
        "2019-08-13 2018-03-14 2019-W32 2019-08-13 2019-09-01 2017 1989 2019-08-15 2019-09 2019-06 2019-07 2020 199"
    ),
}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_the_times_of_a_paragraph(language: str) -> None:
    found = find_timexes(PARAGRAPHS[language], WEDNESDAY, language=language)
    assert [t.value for t in found] == VALUES[language].split()


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_the_language_is_found_out(language: str) -> None:
    assert language_of(PARAGRAPHS[language], languages()) == language


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Am Freitag wird der Minister sprechen.", "2019-08-16"),
        ("fr", "Le ministre parlera jeudi.", "2019-08-15"),
        ("es", "El ministro hablará el jueves.", "2019-08-15"),
        ("it", "Il ministro parlerà giovedì.", "2019-08-15"),
        ("pt", "O ministro vai falar na quinta-feira.", "2019-08-15"),
        ("ru", "Министр выступит в четверг.", "2019-08-15"),
        ("uk", "Міністр виступить у четвер.", "2019-08-15"),
        ("zh", "部长将于星期四讲话。", "2019-08-15"),
        ("ar", "سوف يتحدث الوزير يوم الخميس.", "2019-08-15"),
    ],
)
def test_a_verb_ahead_sets_a_weekday_ahead(language: str, text: str, value: str) -> None:
    assert [t.value for t in find_timexes(text, WEDNESDAY, language=language)] == [value]
