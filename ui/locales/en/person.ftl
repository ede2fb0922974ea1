people-search = Search by name or in notes
people-add = Add a person
people-choose = Choose a person on the left, search for a part of the name, or add somebody.
people-none = Nobody found. Try another part of the name.
people-none-yet = Your team has no people yet. Add somebody, or choose under More: People from a list.
people-none-but-notes = Nobody is called that. It does stand in a note.
people-found = { $count ->
    [one] 1 person found
   *[other] { $count } people found
}
people-count = { $count ->
    [one] Team { $team }, 1 person. The date is that of the last talk.
   *[other] Team { $team }, { $count } people. The date is that of the last talk.
}
people-none-filtered = Nobody found. Turn a filter off, or try another part of the name.
filters = Filter
filters-on = { $count ->
    [one] Filter: 1 chosen
   *[other] Filter: { $count } chosen
}
filters-off = All filters off
filter-all = All
filter-theme = Was about
filter-barrier = Holds back
filter-due = There is something to do
notes-found = { $count ->
    [one] Found in 1 note
   *[other] Found in { $count } notes
}
notes-found-more = Found in more than { $count } notes. Type another word.
note-kind = { $kind ->
    [conversation] Talk
    [theme_note] Theme
    [goal] Goal
    [goal_step] Small step
    [next_step] Next step
    [agreement] Agreement
    [signature] Signature
    [referral] Referral
    [trajectory] Trajectory
    [outcome] Result
    [correction] Not right, says the person
    [working_note] Working note
    [handover] Handover
    [relation] Somebody close
    [companion] Who was there
    [private_task] Task that you and a colleague see
    [private_note] Note about a session
    [group] Group
    [group_session] Session
    [together] Going on together
   *[other] Note
}
note-health = About health. You read it in the talk itself.
note-private = About one person. You read it in the dossier itself.
people-nearly = Nobody has exactly that name. Perhaps you mean:
people-last-talk = Last talk:
people-unfinished = Talk to work out
people-show-all = Show all { $count }

person-add = Add a person
person-name = Name
person-name-needed = Fill in a name.
person-birth-year = Year of birth
person-year-wrong = Fill in four digits, such as 1963.
person-village = Village
person-phone = Telephone
person-address = Address
person-more = Group, law and how somebody came to you
person-group = Group
person-law = Law
person-inflow = Came through
person-alike = { $count ->
    [one] Is this the same person?
   *[other] Is it one of these people?
}
person-last-talk = last talk { $on }
person-keep = Add
person-keep-anyway = Add anyway, it is somebody else

people-file = People from a list
people-file-under = From Excel or a CSV file
people-file-how = Copy the rows in Excel, with the top row. Paste them here. Or choose a CSV file. Nothing is added before you tap Add.
people-file-paste = Paste the rows here
people-file-choose = Choose a CSV file
people-file-columns = What is in which column?
people-file-skip = Leave out
people-file-bsn = Meedoen never takes a BSN.
people-file-needs-name = First choose the column that holds the name.
people-file-result = This will be added
people-file-ready = { $count ->
    [0] Nobody
    [one] 1 person, in your team
   *[other] { $count } people, in your team
}
people-file-first = Among them:
people-file-known = { $count ->
    [one] 1 is here already and stays as it is:
   *[other] { $count } are here already and stay as they are:
}
people-file-near = { $count ->
    [one] 1 person looks like somebody who is here
   *[other] { $count } people look like somebody who is here
}
people-file-near-how = These people are not added. Is it somebody else? Then tap the name.
people-file-near-like = Line { $line } looks like: { $who }
people-file-near-take = { $name } is somebody else
people-file-refused = { $count ->
    [one] 1 line is left out
   *[other] { $count } lines are left out
}
people-file-refused-how = Correct these lines in the list and paste it again. Nobody is added twice.
people-file-line = Line { $line }: { $why }
people-file-no_name = there is no name.
people-file-no_year = “{ $value }” in { $column } is no year or date.
people-file-unknown_word = “{ $value }” in { $column } is not in the municipality’s list.
people-file-too_long = “{ $value }” is too long.
people-file-twice = “{ $value }” is higher up in the list already.
people-file-take = { $count ->
    [one] Add 1 person
   *[other] Add { $count } people
}
people-file-taken = { $count ->
    [one] 1 person was added.
   *[other] { $count } people were added.
}
people-file-to-people = To People
people-column-name = Whole name
people-column-first_name = First name
people-column-name_prefix = Name prefix
people-column-last_name = Last name
people-column-birth_year = Year or date of birth
people-column-village = Village
people-column-phone = Telephone
people-column-address = Address, or a part of it
people-column-group = Group
people-column-law = Law
people-column-inflow = Came through
same-person = Twice in the list?
same-person-ask = Is this person in the list twice? Then you can show the dossiers together.
same-person-look = Find the other dossier
same-person-search = Search by name
same-person-none = Nobody here looks much like it. Search for another name.
same-person-sure = Are { $name } and { $other } the same person?
same-person-what = Everything is kept. You then see the two dossiers as one. You can take them apart again later.
same-person-link = Yes, show them together
same-person-is = Here is also everything of:
same-person-undo = Take apart
told-apart = No, this is somebody else
told-apart-of = No, this is not { $name }
