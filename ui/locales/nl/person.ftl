people-search = Zoek op naam of in notities
people-add = Inwoner toevoegen
people-choose = Kies links een inwoner, of zoek op een deel van de naam.
people-none = Niemand gevonden. Probeer een ander deel van de naam.
people-none-but-notes = Niemand heet zo. Het staat wel in een notitie.
people-found = { $count ->
    [one] 1 inwoner gevonden
   *[other] { $count } inwoners gevonden
}
people-count = { $count ->
    [one] Team { $team }, 1 inwoner. De datum is die van het laatste gesprek.
   *[other] Team { $team }, { $count } inwoners. De datum is die van het laatste gesprek.
}
notes-found = { $count ->
    [one] Gevonden in 1 notitie
   *[other] Gevonden in { $count } notities
}
note-kind = { $kind ->
    [conversation] Gesprek
    [theme_note] Thema
    [goal] Doel
    [next_step] Volgende stap
    [agreement] Afspraak
    [referral] Verwijzing
   *[other] Notitie
}
note-health = Over gezondheid. U leest het in het gesprek zelf.
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
person-village-needed = Kies een dorp.
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
