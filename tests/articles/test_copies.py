"""Wire copies are found in every disguise; bulletins and follow-ups stay apart."""

import itertools
import subprocess
import sys

import pytest

from articles.harvest import copies
from articles.harvest.copies import containment, origin, same, sketch

# Ten stories about places and offices, written for this test; no sentence is used twice.
STORIES = [
    [
        "Granična policija na prelazu Horgoš otvorila je stanicu za pregled ljudi sa zelene granice.",
        "U zgradi rade lekar, dva prevodioca i službenik za maloletnike bez pratnje, svakog dana do ponoći.",
        "Opština Kanjiža ustupila je zemljište, a put do stanice asfaltiran je tokom jeseni 2023. godine.",
        "Predviđeno je 48 kreveta, dok se dnevno može pregledati do 120 osoba.",
        "Dosadašnji šator pored kolskih vaga biće uklonjen čim stigne agregat za struju.",
        "Humanitarne organizacije tražile su odvojen ulaz za porodice sa decom i taj zahtev je prihvaćen.",
        "Zapisnik o svakom pregledu čuva se pet godina u zatvorenoj arhivi uprave u Subotici.",
        "Sledeća stanica iste vrste planirana je kod Batrovaca, gde se kamioni najduže zadržavaju.",
    ],
    [
        "Vijeće ministara u Sarajevu usvojilo je strategiju prihvata i smještaja tražilaca azila.",
        "Dokument prvi put razdvaja troškove smještaja od troškova čuvanja granice na Uni i Drini.",
        "Kantoni Unsko-sanski i Sarajevo dobijaju jednake iznose za škole koje upisuju djecu iz centara.",
        "Iz domaćeg budžeta izdvojit će se 11 miliona maraka, a ostatak plaćaju donatori.",
        "Centar Lipa ostaje otvoren, ali sa manje mjesta nego prošle zime.",
        "Služba za poslove sa strancima zapošljava četrdeset novih ljudi raspoređenih u šest gradova.",
        "Parlamentarna komisija najavila je javnu raspravu prije nego što se krene u nabavke.",
        "Naredni izvještaj o provedbi očekuje se poslije ljeta.",
    ],
    [
        "Luka Bar uvela je noćnu kontrolu prikolica nakon što su u hladnjači pronađeni ljudi bez dokumenata.",
        "Skeniranje traje oko sedam minuta po vozilu i obavlja se prije ukrcaja na trajekt za Bari.",
        "Carinici su obučeni da prepoznaju tragove sječenja cerade i prepravljene plombe.",
        "Vozači su dužni da potpišu izjavu o posljednjem zaustavljanju na putu kroz Crnu Goru.",
        "Prevoznici upozoravaju da se kolona ljeti proteže sve do kružnog toka u Sutomoru.",
        "Uprava pomorske sigurnosti obećala je drugu traku za vozila koja prevoze voće.",
        "Pronađene osobe prebačene su u prihvatilište u Spužu, gdje su podnijele zahtjeve za zaštitu.",
        "Troškove skenera snosi luka, koja ga je uzela u zakup na dvije godine.",
    ],
    [
        "Železnička stanica u Tabanovcima pretvara se u skladište za opremu granične policije.",
        "Peron na kojem su 2015. čekali vozovi za Preševo biće ograđen niskom žicom.",
        "Stanari sela žalili su se da reflektori rade celu noć i teraju stoku iz staja.",
        "Opštinski savet predložio je da se svetla gase posle jedan sat po ponoći.",
        "U hali će stajati čamci za patroliranje rekom Pčinjom i tri terenska vozila.",
        "Stari natpis stanice preuzima muzej u Kumanovu.",
        "Radove izvodi preduzeće iz Prilepa koje je ponudilo najkraći rok.",
        "Vozovi za putnike ionako tuda više ne saobraćaju.",
    ],
    [
        "Univerzitet u Prištini pokreće jednogodišnji kurs o pravu azila za opštinske službenike.",
        "Nastava se drži vikendom, a predavanja će biti prevođena na srpski i turski jezik.",
        "Polaznici moraju da provedu dve sedmice u prihvatnom centru u Magurama.",
        "Za prvu godinu prijavilo se više kandidata nego što ima mesta u učionici.",
        "Školarinu pokriva fond koji su osnovale nordijske ambasade.",
        "Udžbenik je sastavljen od presuda domaćih sudova i objašnjenja pisanih običnim rečnikom.",
        "Ispit se polaže usmeno, pred komisijom u kojoj sedi i advokat iz Mitrovice.",
        "Diploma donosi prednost pri zapošljavanju u ministarstvu unutrašnjih poslova.",
    ],
    [
        "The ferry terminal at Durres keeps a clinic open around the clock for people taken off lorries.",
        "Nurses say most of those they see suffer from cold rather than from injuries.",
        "A room beside the customs hall has been fitted with bunk beds and a play corner.",
        "Interpreters can be reached by telephone in eleven languages, among them Pashto and Tigrinya.",
        "Port workers collected blankets before the first heating unit was installed.",
        "The regional prosecutor wants statements on video so that nobody has to repeat them in court.",
        "Two shipping lines agreed to report any damaged container seal at once.",
        "Running costs are shared by the municipality and the interior ministry.",
    ],
    [
        "Vetëqeverisja e Kukësit hapi një zyrë këshillimi për familjet që kthehen nga vendet e Bashkimit.",
        "Zyra ndihmon me letrat e shkollës, me regjistrimin e tokës dhe me kurse gjuhe.",
        "Shumica e të kthyerve kaluan më shumë se një vit larg shtëpive të tyre në Has dhe Tropojë.",
        "Drejtoria e arsimit ka siguruar mësues shtesë për fëmijët që nuk shkruajnë ende shqip.",
        "Një furgon shkon çdo të martë nëpër fshatrat ku nuk ka autobus.",
        "Bizneset e vogla mund të kërkojnë hua pa interes deri në pranverë.",
        "Punonjësit e zyrës janë trajnuar nga kolegë që e kanë kryer këtë punë në Prizren.",
        "Raporti i parë do të paraqitet në këshillin bashkiak para verës.",
    ],
    [
        "Most preko Drine kod Ljubovije dobio je kameru koja noću razlikuje čoveka od divljači.",
        "Slika ide pravo u dežurnu sobu, gde je smena skraćena sa dvanaest na osam sati.",
        "Ribari su upozoreni da čamce vezuju na strani gde stoji rasveta.",
        "Policija u Bratuncu dobila je isti uređaj i zajednički kanal za vezu.",
        "Prvog meseca sistem je zabeležio uglavnom srne i nekoliko zalutalih kajakaša.",
        "Tehničar iz Valjeva dolazi jednom nedeljno da očisti sočivo od paučine.",
        "Snimci se brišu posle trideset dana, osim ako ih zatraži sud.",
        "Most inače prelazi najviše radnika koji rade na obe obale.",
    ],
    [
        "Ministarstvo rada u Podgorici produžilo je sezonske dozvole strancima do kraja berbe.",
        "Hotelijeri iz Budve tražili su da se postupak vodi na jednom šalteru.",
        "Zahtjev se sada predaje elektronski, a ljekarsko uvjerenje važi šest mjeseci.",
        "Najviše radnika dolazi iz susjednih zemalja, potom sa Filipina i iz Nepala.",
        "Inspekcija je utvrdila da dio poslodavaca ne prijavljuje smještaj.",
        "Sindikat predlaže da ugovor bude preveden na jezik koji radnik razumije.",
        "Kazne za rad bez dozvole povećane su, ali se rijetko naplaćuju.",
        "Nova pravila razmatraće se u skupštini tokom decembra.",
    ],
    [
        "Planinarsko društvo iz Peći obeležilo je stazu ka Rožajama tako da je vidljiva i po magli.",
        "Spasioci su prošle zime dva puta silazili u klisuru po promrzle putnike.",
        "Na sedlu je postavljena drvena kućica sa peći, ćebadima i telefonom.",
        "Meštani ostavljaju drva, a ključ visi na kuki pored vrata.",
        "Opština je zamolila goste da ne lože van kućice zbog suve trave.",
        "Granica nije obeležena ogradom, već kamenim stubićima iz prošlog veka.",
        "Policije dveju država dogovorile su se da spasioci prelaze bez najave.",
        "Stazu godišnje prođe nekoliko hiljada ljudi, većinom planinara.",
    ],
]
CYRILLIC = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
FRAME = "Foto: Agencije\n{}\nPročitajte još: Obnova starog mosta\nPodelite mišljenje i pratite nas."


def cyrillic(text: str) -> str:
    for pair, letter in (("lj", "љ"), ("nj", "њ"), ("dž", "џ"), ("Lj", "Љ"), ("Nj", "Њ"), ("Dž", "Џ")):
        text = text.replace(pair, letter)
    return "".join(CYRILLIC.get(c, CYRILLIC.get(c.lower(), c).upper() if c.isupper() else c) for c in text)


def bare(text: str) -> str:
    return text.translate(str.maketrans("čćšžČĆŠŽëçËÇ", "ccszCCSZecEC")).replace("đ", "dj").replace("Đ", "Dj")


def disguises(story: list[str]) -> dict[str, str]:
    text = "\n".join(story)
    halves = story[len(story) // 2 :] + story[: len(story) // 2]
    return {
        "original": text,
        "with boilerplate": FRAME.format(text),
        "cut": " ".join(" ".join(story).split()[: int(len(text.split()) * 0.6)]),
        "re-ordered": "\n".join(halves),
        "other script": cyrillic(text),
        "without diacritics": bare(text),
    }


DOCUMENTS = [(number, name, text) for number, story in enumerate(STORIES) for name, text in disguises(story).items()]


def test_every_disguise_of_a_story_is_joined_and_no_two_stories_are() -> None:
    sketched = [(number, name, sketch(text)) for number, name, text in DOCUMENTS]
    wrong = [
        (one[:2], two[:2], round(containment(one[2], two[2]), 2))
        for one, two in itertools.combinations(sketched, 2)
        if same(one[2], two[2]) != (one[0] == two[0])
    ]
    assert wrong == []  # 150 true pairs, 1,620 false ones


@pytest.mark.parametrize("number", range(len(STORIES)))
def test_a_follow_up_that_quotes_a_third_is_another_article(number: int) -> None:
    earlier, later = STORIES[number], STORIES[(number + 1) % len(STORIES)]
    assert not same("\n".join(earlier), "\n".join(later[:6] + earlier[:3]))


BULLETIN = (
    "Granična policija objavila je {day}. {month}. 2024. dnevni pregled na graničnim prelazima. "
    "U protekla 24 sata zaustavljeno je {stopped} osoba, od toga {children} maloletnih. "
    "Na prelazu Batrovci pregledano je {cars} vozila, a na prelazu Horgoš {lorries} kamiona. "
    "Sedam patrola obišlo je zelenu granicu kod Subotice i Sombora, a vozači su upućeni na manje prelaze."
)


def bulletin(day: int) -> str:
    return BULLETIN.format(
        day=day,
        month=3,
        stopped=31 + day * 3,
        children=5 + day,
        cars=f"{1 + day % 3}.{200 + day * 7}",
        lorries=300 + day * 11,
    )


def test_no_two_daily_bulletins_are_joined() -> None:
    month = [sketch(bulletin(day)) for day in range(1, 32)]
    assert [pair for pair in itertools.combinations(month, 2) if same(*pair)] == []


def test_the_same_bulletin_in_two_papers_is_joined() -> None:
    assert same(bulletin(7), cyrillic(bulletin(7)))
    assert same(bulletin(7), "SUBOTICA (Beta) - " + bulletin(7))


def test_a_two_sentence_bulletin_with_another_figure_is_another_one() -> None:
    first = "Policija u Pirotu zaustavila je kombi sa 17 osoba bez dokumenata. Vozač je zadržan do 48 sati."
    assert not same(first, first.replace("17", "23"))
    assert same(first, bare(first))


def test_a_two_sentence_bulletin_from_another_town_is_another_one() -> None:
    first = "Policija u Pirotu zaustavila je kombi u kome su bili ljudi bez dokumenata. Vozač je zadržan."
    assert not same(first, first.replace("Pirotu", "Vranju").replace("kombi", "šleper"))


def test_one_corrected_figure_is_still_the_same_article() -> None:
    story = "\n".join(STORIES[0])
    assert same(story, story.replace("120 osoba", "140 osoba"))
    assert sketch(story).figures == ("120", "2023", "48")  # a third of them differs, and yet
    assert not same(bulletin(7), bulletin(7).replace("24", "12"))  # too short to tell


def test_figures_are_compared_as_numbers_not_as_spelling() -> None:
    assert sketch("Pregledano je 1.200 vozila i 1,5 tona robe 5. 3. 2024.").figures == (
        "1.5",
        "1200",
        "2024",
        "3",
        "5",
    )
    assert sketch("Pregledano je 1,200 vozila").figures == sketch("pregledano 1\u00a0200").figures == ("1200",)


def test_hashes_are_few_and_fit_a_bigint() -> None:
    long_text = "\n".join(sentence for story in STORIES for sentence in story)
    hashes = sketch(long_text).hashes
    assert sketch(long_text).size // 12 < len(hashes) < sketch(long_text).size // 5
    assert all(-(2**63) <= value < 2**63 and value % 8 == 0 for value in hashes)


def test_the_hash_is_the_same_in_another_process() -> None:
    text = STORIES[1][0]
    code = f"from articles.harvest.copies import sketch; print(sketch({text!r}).hashes)"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(sketch(text).hashes)


def test_texts_without_words_are_no_copies_of_anything() -> None:
    assert sketch("") == copies.Sketch((), (), 0)
    assert not same("", "")
    assert not same("", STORIES[0][0])


def test_a_story_kept_whole_is_found_inside_a_longer_one() -> None:
    assert same("\n".join(STORIES[3]), "\n".join(STORIES[3] + STORIES[4] + STORIES[0]))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BEOGRAD, 5. marta (Tanjug) - Policija je otvorila stanicu.", "Tanjug"),
        ("SARAJEVO /FENA/ - Granična policija otvorila je stanicu.", "FENA"),
        ("Granična policija otvorila je stanicu. (Hina)", "Hina"),
        ("Granična policija otvorila je stanicu.\n(Beta, 05.03.2024)", "Beta"),
        ("Kako prenosi Reuters, stanica je otvorena.", "Reuters"),
        ("Stanica je otvorena, javlja agencija SRNA.", "SRNA"),
        ("Policia hapi një pikë të re, njofton ATSH.", "ATSH"),
        ("Ministria hapi zyrën, transmeton Reuters.", "Reuters"),
        ("СКОПЈЕ (МИА) - Граничната полиција отвори станица.", "MIA"),
        ("Станицата е отворена, јавува МИА.", "MIA"),
        ("The station was opened on Tuesday.\n[AP]", "AP"),
        ("Stanica je otvorena. Izvor: Tanjug", "Tanjug"),
        ("Beta je drugo slovo grčke azbuke.", ""),
        ("Policija je saopštila da radi normalno.", ""),
        ("", ""),
    ],
)
def test_the_agency_is_named_when_the_text_says_so(text: str, agency: str) -> None:
    assert origin(text) == agency


def test_an_agency_quoted_in_the_middle_is_not_the_origin() -> None:
    filler = " ".join(STORIES[0])
    assert origin(f"{filler} {filler} Ranije je slično pisao list, prenosi Reuters. {filler} {filler}") == ""
