# Walk-in hour: people who come without an appointment.
spreekuur = Walk-in hour
spreekuur-at = { $where }, { $on }
spreekuur-new = New walk-in hour
spreekuur-why = People come in without an appointment. First you write down a first name only. The rest follows later.
spreekuur-example = For example: each Thursday from ten to twelve in the arts centre in Beek.
spreekuur-begin = Begin walk-in hour
spreekuur-others = Other walk-in hours
spreekuur-people = { $count ->
    [0] nobody on the list
    [one] 1 person
   *[other] { $count } people
}
spreekuur-with = { $people }, with { $name }
spreekuur-facts = Place, day and kind of talk
spreekuur-talk-kind = Kind of talk
spreekuur-kind-suits = What suits the person

walk-in-ask = Who comes in? First name
walk-in-add = Put on the list
walk-in-added = { $name } is on the list.
walk-in-none = Nobody is on the list yet.
walk-in-list = List
walk-in-begin = Begin
walk-in-begin-of = Begin the talk with { $name }
walk-in-go-on = Go on
walk-in-go-on-with = Go on with { $name }
walk-in-waits = Waits since { $since }
walk-in-talks = Talking
walk-in-talks-with = Talking with { $coach }
walk-in-spoken = Spoken to
walk-in-spoken-with = Spoken to by { $coach }
walk-in-left = Went away
walk-in-to-complete = Details to add
walk-in-done = { $count ->
    [one] 1 person spoken to or gone
   *[other] { $count } people spoken to or gone
}
walk-in-leaves = Goes away
walk-in-stays = Is back
walk-in-first-name = First name
walk-in-alike = { $count ->
    [one] Is this the same person?
   *[other] Is it one of these people?
}
walk-in-alike-none = Your team has nobody of that name.
walk-in-is = Yes, this is { $name }
walk-in-not = Somebody else after all
walk-in-dossier = To the dossier
walk-in-talk = To the talk
walk-in-take-away = Take off the list
spreekuur-take-away = Take this walk-in hour away
walk-in-erased = Name was erased
