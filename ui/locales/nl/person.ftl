people-search = Zoek op naam of in notities
people-add = Inwoner toevoegen
people-choose = Kies links een inwoner, zoek op een deel van de naam, of voeg iemand toe.
people-none = Niemand gevonden. Probeer een ander deel van de naam.
people-none-yet = Uw team heeft nog geen inwoners. Voeg iemand toe, of kies bij Meer: Mensen uit een lijst.
people-none-but-notes = Niemand heet zo. Het staat wel in een notitie.
people-found = { $count ->
    [one] 1 inwoner gevonden
   *[other] { $count } inwoners gevonden
}
people-count = { $count ->
    [one] Team { $team }, 1 inwoner. De datum is die van het laatste gesprek.
   *[other] Team { $team }, { $count } inwoners. De datum is die van het laatste gesprek.
}
people-none-filtered = Niemand gevonden. Zet een filter uit, of probeer een ander deel van de naam.
filters = Filteren
filters-on = { $count ->
    [one] Filteren: 1 gekozen
   *[other] Filteren: { $count } gekozen
}
filters-off = Alle filters uit
filter-all = Alles
filter-theme = Ging over
filter-barrier = Houdt tegen
filter-due = Er is iets te doen
notes-found = { $count ->
    [one] Gevonden in 1 notitie
   *[other] Gevonden in { $count } notities
}
notes-found-more = Gevonden in meer dan { $count } notities. Typ een woord erbij.
note-kind = { $kind ->
    [conversation] Gesprek
    [theme_note] Thema
    [goal] Doel
    [goal_step] Kleine stap
    [next_step] Volgende stap
    [agreement] Afspraak
    [signature] Handtekening
    [referral] Verwijzing
    [trajectory] Traject
    [outcome] Resultaat
    [correction] Klopt niet, zegt de inwoner
    [working_note] Werknotitie
    [handover] Overdracht
    [relation] Iemand dichtbij
    [companion] Wie erbij was
    [private_task] Taak die u ziet en een collega
    [private_note] Notitie bij een bijeenkomst
    [group] Groep
    [group_session] Bijeenkomst
    [together] Samen verder
   *[other] Notitie
}
note-health = Over gezondheid. U leest het in het gesprek zelf.
note-private = Over één persoon. U leest het in het dossier zelf.
people-nearly = Niemand heet precies zo. Bedoelt u misschien:
people-last-talk = Laatste gesprek:
people-unfinished = Gesprek nog uitwerken
people-show-all = Alle { $count } laten zien

person-add = Inwoner toevoegen
person-name = Naam
person-name-needed = Vul een naam in.
person-birth-year = Geboortejaar
person-year-wrong = Vul vier cijfers in, zoals 1963.
person-village = Dorp
person-phone = Telefoon
person-address = Adres
person-more = Groep, wet en hoe iemand bij u kwam
person-group = Groep
person-law = Wet
person-inflow = Gekomen via
person-alike = { $count ->
    [one] Is dit dezelfde persoon?
   *[other] Is het een van deze mensen?
}
person-last-talk = laatste gesprek { $on }
person-keep = Toevoegen
person-keep-anyway = Toch toevoegen, het is iemand anders

people-file = Mensen uit een lijst
people-file-under = Uit Excel of een CSV-bestand
people-file-how = Kopieer in Excel de rijen, met de bovenste rij erbij. Plak ze hier. Of kies een CSV-bestand. Er gaat niets weg voordat u op Toevoegen tikt.
people-file-paste = Plak hier de rijen
people-file-choose = CSV-bestand kiezen
people-file-columns = Wat staat in welke kolom?
people-file-skip = Niet opnemen
people-file-bsn = Een BSN neemt Meedoen nooit op.
people-file-needs-name = Kies eerst de kolom waar de naam in staat.
people-file-result = Dit komt erbij
people-file-ready = { $count ->
    [0] Niemand
    [one] 1 inwoner, bij uw team
   *[other] { $count } inwoners, bij uw team
}
people-file-first = Onder anderen:
people-file-known = { $count ->
    [one] 1 staat hier al en blijft zoals het is:
   *[other] { $count } staan hier al en blijven zoals het is:
}
people-file-near = { $count ->
    [one] 1 inwoner lijkt op iemand die er al is
   *[other] { $count } inwoners lijken op iemand die er al is
}
people-file-near-how = Deze mensen komen er niet bij. Is het iemand anders? Tik dan op de naam.
people-file-near-like = Regel { $line } lijkt op: { $who }
people-file-near-take = { $name } is iemand anders
people-file-refused = { $count ->
    [one] 1 regel gaat niet mee
   *[other] { $count } regels gaan niet mee
}
people-file-refused-how = Verbeter deze regels in de lijst en plak die opnieuw. Niemand komt er dubbel in.
people-file-line = Regel { $line }: { $why }
people-file-no_name = er staat geen naam.
people-file-no_year = “{ $value }” bij { $column } is geen jaar of datum.
people-file-unknown_word = “{ $value }” bij { $column } staat niet in de lijst van de gemeente.
people-file-too_long = “{ $value }” is te lang.
people-file-twice = “{ $value }” staat al hoger in de lijst.
people-file-take = { $count ->
    [one] 1 inwoner toevoegen
   *[other] { $count } inwoners toevoegen
}
people-file-taken = { $count ->
    [one] 1 inwoner is toegevoegd.
   *[other] { $count } inwoners zijn toegevoegd.
}
people-file-to-people = Naar Inwoners
people-column-name = Hele naam
people-column-first_name = Voornaam
people-column-name_prefix = Tussenvoegsel
people-column-last_name = Achternaam
people-column-birth_year = Geboortejaar of geboortedatum
people-column-village = Dorp
people-column-phone = Telefoon
people-column-address = Adres, of een deel ervan
people-column-group = Groep
people-column-law = Wet
people-column-inflow = Gekomen via
same-person = Twee keer in de lijst?
same-person-ask = Staat deze inwoner er twee keer in? Dan kunt u de dossiers samen laten zien.
same-person-look = Zoek het andere dossier
same-person-search = Zoek op naam
same-person-none = Hier staat niemand die er erg op lijkt. Zoek op een andere naam.
same-person-sure = Zijn { $name } en { $other } dezelfde persoon?
same-person-what = Alles blijft bewaard. U ziet de twee dossiers dan als één. U kunt ze later weer uit elkaar halen.
same-person-link = Ja, laat ze samen zien
same-person-is = Hier staat ook alles bij van:
same-person-undo = Uit elkaar halen
told-apart = Nee, dit is iemand anders
told-apart-of = Nee, dit is { $name } niet
