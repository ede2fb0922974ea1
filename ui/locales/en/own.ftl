# My file: what a person may see, on screen and on paper. The person is spoken to.
own-file = My file
own-what = What goes along?
own-room = Is somebody else in the room? Then show only what the person wants.
own-facts = Your details
own-group-reason = Why that group
own-doing = What you take part in
own-outcome = { $what } on { $on }.
own-part-facts = Details: name, address, group
own-part-talks = Talks: wish, what goes well, next step
own-part-themes = What was said on each theme, health too
own-part-agreements = Goals and agreements
own-part-knows = Who knows what
own-part-access = Who can look
own-part-corrections = What was not right
own-part-working = Working notes
own-working-why = Working notes are for the coach’s work. They do not go along by themselves. Does the person ask for them? Then switch them on.
own-paper = On paper
own-paper-file = my-file
own-title = File of { $name }
own-of = This is what Meedoen holds about you, at the municipality of { $municipality }. Is something not right? Tell your coach.
own-goals = Your goals
own-agreement = Our agreement of { $on }
own-agreement-draft = We are still working on this
own-goal-reached = { $what } (reached)
own-step-done = Done: { $what }
own-step-open = Still to do: { $what }
own-talk = Talk on { $on }
own-talk-with = Talk on { $on } with { $name }
own-brief = Short contact on { $on }
own-strengths = This goes well: { $text }
own-theme = { $theme }: { $text }
own-ladder = This is how you take part: { $name }. That is step { $step } of 6.
own-barriers = Does this keep you from taking part? { $list }.
own-taking-part = This is how much you take part: { $score } of 10.
own-health = You gave these numbers yourself, from 0 to 10: { $list }.
own-soft = This is how it goes, from 1 to 5: { $list }.
own-zrm = This is how your coach sees it: { $list }.
own-step = Next step: { $what }
own-step-by = Next step: { $what } ({ $rest })
own-you = you
own-knows = Who knows what
own-knows-given = { $to }: you agreed on { $on }.
own-knows-given-before = { $to }: you agreed.
own-knows-refused = { $to }: you said no on { $on }.
own-knows-revoked = { $to }: you took your consent back on { $on }.
own-knows-none = { $to }: there is no consent in the file.
own-knows-told = They know: { $what }.
own-knows-reason = The reason was: { $text }
own-knows-nobody = Nobody else got anything about you.
own-access = Who can look in your file
own-access-coach = Your own coach is { $name }.
own-access-team = From team { $team } these can look too: { $names }.
own-looked = { $days ->
    [one] { $name } looked on { $on }.
   *[other] { $name } looked on { $days } days, last on { $on }.
}
own-access-log = Meedoen writes down who opens your file, and on which day.
own-corrections = What you wanted to correct
own-correction-asked = On { $on } you said: { $text }
own-correction-open = You hear before { $on } what we do with it.
own-working = Working notes of your coach

correction-title = Is something not right?
correction-ask = What is not right? Write it down as the person says it.
correction-how = This stays in the file. { $name } hears within a month what you do with it.
correction-asked = Asked on { $on }. Answer before { $by }.
correction-answered = Answered on { $on }: { $outcome }.
correction-answer = What did you do? Or why not?
correction-outcome = What is the answer?
correction-no-why = Do you leave it as it is? Then write down why first.
word-correction_outcome-aangepast = changed
word-correction_outcome-aangevuld = added to
word-correction_outcome-blijft_staan = stays as it is
do-correction = Not right, says { $name }: { $what }
todo-corrections = { $count ->
    [one] thing that is not right
   *[other] things that are not right
}
todo-group-corrections = Is something not right?

card-working = Working note
ask-working = What do you want to remember for your work?
working-why = Only you and your colleagues read this. It does not go along in My file by itself.
field-working_note-text = Working note
field-correction-text = What is not right
field-correction-asked_on = Asked on
field-correction-asked_by = Written down by
field-correction-outcome = Answer to what is not right
field-correction-answer = What was done with it
field-correction-answered_on = Answered on
field-correction-answered_by = Answered by
