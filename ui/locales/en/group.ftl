# Groups and initiatives.
groups = Groups
groups-why = The groups of your team: who was there, and what came of it.
groups-none = There is no group yet.
groups-example = For example: a coffee morning in the village hall, or walking together on Tuesday.
group-new = New group
group-new-name = What is the group called?
group-new-initiative = The people do it themselves
group-keep = Keep group
group-initiative = Own initiative
group-met = Last met on { $on }
group-met-never = Has not met yet
group-people = { $count ->
    [0] nobody yet
    [one] 1 person
   *[other] { $count } people
}
group-now = Going on now
group-begin = Begin session
group-go-on = Go on with session
group-facts = About this group
group-name = Name
group-what = What does the group do?
group-rhythm = How often?
group-when = Which day and time?
group-place = Where?
group-budget = How many euros are there in a year?
group-pulls = Who pulls the group?
group-pulled-by = { $name } pulls the group
group-pulls-nobody = Nobody yet
group-budget-is = { $euro } euros a year
group-budget-from = { $euro } euros a year, from { $purse }
group-regulars = Who came
group-take-part = Who takes part
group-take-part-none = Nobody takes part yet.
group-people-change = Add or take off people
group-people-how = Tap who takes part. Whoever stops stays in the history.
group-person-add = Who joins? Type a name.
group-times = { $count ->
    [0] has not come yet
    [one] once
   *[other] { $count } times
}
group-sessions = Sessions
group-sessions-none = There was no session yet.
group-came = { $people }, { $guests ->
    [0] no guests
    [one] 1 guest
   *[other] { $guests } guests
}
group-grew = Grew out of { $name }
group-elsewhere = somebody of another team

together = Going on together
together-why = Do people of this group want to do something together? Write down who and what.
together-add = Who wants to go on together?
together-who = Tap who they are
together-what = What do they want to do together?
together-keep = Keep
together-two = Choose two people at least.
together-begin = Make it an initiative
together-name = What is the initiative called?
together-became = Became { $name }

session = Session
session-who = Who is here?
session-who-was = Who was here?
session-here = { $count ->
    [0] Nobody tapped yet
    [one] 1 person
   *[other] { $count } people
}
session-newcomer = Somebody new? First name
session-newcomer-add = Is here too
session-newcomer-added = { $name } is here too.
session-guests = Guests without a file
session-guests-fewer = One guest fewer
session-guests-more = One guest more
session-note = What did the group do?
session-note-hint = Everybody of the group may read this. Write nothing here about one person.
session-close = Finish session
session-closed = This session is over
session-private = About one person
session-private-why = Do you want to keep something of one person? It stands in that person's dossier alone.
session-private-open = Note about { $name }
session-private-later = Afterwards you can write something about one person. It then stands in that dossier alone.
session-facts = Place, day and time
private-note-hint = This stands in this dossier alone.
private-note = Note at this session
private-note-add = Keep something of this session
group-take-away = Take this group away
session-take-away = Take this session away
session-reopen = Still going on after all
together-correct = Change
together-take-away = Take away
together-corrected = Done
