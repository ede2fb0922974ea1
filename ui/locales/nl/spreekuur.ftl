# Spreekuur: mensen die binnenlopen.
spreekuur = Spreekuur
spreekuur-at = { $where }, { $on }
spreekuur-new = Nieuw spreekuur
spreekuur-why = Mensen lopen binnen zonder afspraak. U schrijft eerst alleen een voornaam op. De rest vult u later aan.
spreekuur-example = Zoals: elke donderdag van tien tot twaalf in het cultuurhuis in Beek.
spreekuur-begin = Spreekuur beginnen
spreekuur-others = Andere spreekuren
spreekuur-people = { $count ->
    [0] niemand op de lijst
    [one] 1 inwoner
   *[other] { $count } inwoners
}
spreekuur-with = { $people }, met { $name }
spreekuur-facts = Plaats, dag en soort gesprek
spreekuur-talk-kind = Soort gesprek
spreekuur-kind-suits = Wat bij de inwoner past

walk-in-ask = Wie komt er binnen? Voornaam
walk-in-add = Op de lijst
walk-in-added = { $name } staat op de lijst.
walk-in-none = Er staat nog niemand op de lijst.
walk-in-list = Lijst
walk-in-begin = Begin
walk-in-begin-of = Begin gesprek met { $name }
walk-in-go-on = Verder
walk-in-go-on-with = Verder met { $name }
walk-in-waits = Wacht sinds { $since }
walk-in-talks = In gesprek
walk-in-talks-with = In gesprek met { $coach }
walk-in-spoken = Gesproken
walk-in-spoken-with = Gesproken met { $coach }
walk-in-left = Weggegaan
walk-in-to-complete = Nog aanvullen
walk-in-done = { $count ->
    [one] 1 inwoner gesproken of weggegaan
   *[other] { $count } inwoners gesproken of weggegaan
}
walk-in-leaves = Gaat weg
walk-in-stays = Is er weer
walk-in-first-name = Voornaam
walk-in-alike = { $count ->
    [one] Is dit dezelfde persoon?
   *[other] Is het een van deze mensen?
}
walk-in-alike-none = Bij uw team staat niemand met deze naam.
walk-in-is = Ja, dit is { $name }
walk-in-not = Toch iemand anders
walk-in-dossier = Naar dossier
walk-in-talk = Naar gesprek
walk-in-take-away = Van de lijst halen
spreekuur-take-away = Dit spreekuur weghalen
walk-in-erased = Naam is gewist
