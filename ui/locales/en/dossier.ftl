dossier = File
dossier-coach = Coach: { $name }
dossier-wants = { $name } would like
dossier-earlier = On { $on }: { $text }
dossier-strengths = Is good at: { $text }
dossier-no-wish = No wish was written down yet. Begin a talk and ask what this person would like.

agreements = Our agreements
agreements-none = There are no agreements yet.
agreement-from = From { $on }.
agreement-weeks = { $weeks ->
    [one] One week.
   *[other] { $weeks } weeks.
}
agreement-cost = At most { $euro } euros.
agreement-cost-from = At most { $euro } euros, from { $purse }.
agreement-signed = Signed by { $who }

goals = Goals
goal = Goal
goals-none = No goals yet.
goal-add = Add goal
goal-ask = What does this person want to reach?
goal-keep = Keep goal
next-steps = Next steps
step-on = on { $on }

timeline = Timeline
timeline-none = Nothing has happened yet.
talk-with = with { $name }
talk-at-spreekuur = { $kind } at the walk-in hour
referral-now = Referred. Now { $status }.
outcome-betaald_werk = Started paid work
outcome-vrijwilligerswerk = Started voluntary work
outcome-opleiding = Started a course
outcome-dagbesteding = Started day activities

ladder = Participation ladder
ladder-none = Not measured yet.
ladder-step = Step
ladder-at = Step { $step } on { $on }
ladder-from-to = From step { $from } to step { $to }
ladder-last = On { $on }: step { $step }, { $name }
ladder-step-1 = Isolated
ladder-step-2 = Social contacts outside the home
ladder-step-3 = Taking part in organised activities
ladder-step-4 = Unpaid work
ladder-step-5 = Paid work with support
ladder-step-6 = Paid work

contact = Details
contact-language = The language is hard. Speak calmly, or arrange an interpreter.
contact-team = Team { $team }

last-time-title = Last time
last-time-wish = Wish: { $text }
last-time-promised = This is what you promised
last-time-nothing = You promised nothing that is still open.

score-from-to = from { $from } to { $to }
zrm-domain = Domain
zrm-first = first
zrm-last = now
zrm-over-time = Over time
zrm-first-last = First and now
web-of = Positive health on { $on }
webs-all = Show all { $count }
webs-few = Show fewer

wishes-all = All { $count } wishes
wishes-few = Fewer wishes
outcomes = What came of it
outcomes-none = Nothing was written down yet. Does somebody have work, a course or a steady occupation? Put it here.
outcome-add = Add outcome
outcome-kind = What does this person do now?
outcome-since = Since when?
outcome-note = What and where?
outcome-lasted = Is this still so after six months?
outcome-remove = Not right, take away
outcome-asked-on = On { $on } Meedoen asks whether this is still so.
aftercare = Aftercare
aftercare-of = Aftercare for { $name }
aftercare-why = How is it going now? Meedoen offers a day. You choose.
aftercare-none = No more talks are needed.
aftercare-plan = Plan on { $on }
aftercare-other = Another day
aftercare-which = Which day?
aftercare-not = Not now
aftercare-planned = The next talk is on { $on }.
aftercare-again = Offer a talk all the same
group-reason = Why this group?
group-why = Another group? Write down why this group fits now.
closing-title = Close the file
closing-what = Is the coaching done? Then close the file. Everything is kept.
closing-ask = Close the file
closing-why = Why do you close the file?
closing-is = Closed on { $on }: { $reason }.
closing-open = Open again
contact-rhythm = How often a year do you speak?
contact-rhythm-norm = Nothing filled in? Then { $count } times, as the municipality wants. Fill in 0 when the person asks for a talk.

fixed-coach = Fixed coach
fixed-coach-you = You are the fixed coach.
fixed-coach-is = { $name } is the fixed coach.
fixed-coach-none = There is no fixed coach yet.
handover-open = Hand over
handover-to = To whom?
handover-ask = What should your colleague know?
handover-hint = What was promised? What matters to { $name }? Your colleague reads this on top of the dossier.
handover-give = Hand over
handover-note = Handover
handover-was = From { $from } to { $to }, on { $on }
handover-other-team = Does this person go to another team? Ask your administrator.
handed-over = { $name } is yours now
handed-over-by = Handed over by { $from }, on { $on }
handed-over-no-note = { $from } wrote nothing with it.
handed-over-read = Read
