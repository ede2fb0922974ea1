# Labels of the word lists: word-<list>-<code>, codes as crates/domain stores them.

word-place-thuis = home
word-place-dorpshuis = village hall
word-place-cultuurhuis = culture house
word-place-wijkcentrum = community centre
word-place-buurthuis = neighbourhood house
word-place-bibliotheek = library
word-place-gemeentehuis = town hall
word-place-werkplek = workplace
word-place-telefonisch = by telephone
word-place-buiten = outside
word-place-anders = elsewhere

word-conversation_kind-eerste_gesprek = first talk
word-conversation_kind-vervolggesprek = follow-up talk
word-conversation_kind-evaluatie = evaluation
word-conversation_kind-nazorg = aftercare
word-conversation_kind-kort_contact = brief contact

word-conversation_status-planned = planned
word-conversation_status-open = under way
word-conversation_status-later = to work out
word-conversation_status-closed = finished

word-theme-lichamelijke_gezondheid = physical health
word-theme-geestelijke_gezondheid = mental health
word-theme-sociaal_netwerk = social network
word-theme-financien = finances
word-theme-huisvesting = housing
word-theme-werk_en_opleiding = work and education
word-theme-dagritme = daily rhythm
word-theme-taal_en_geletterdheid = language and literacy
word-theme-leefstijl = lifestyle
word-theme-gezin = family
word-theme-mantelzorg = caring for somebody
word-theme-zingeving = meaning
word-theme-vervoer = transport
word-theme-veiligheid_thuis = safety at home
word-theme-formulieren_en_digitaal = forms and digital
word-theme-verlies = loss

word-wants-ja = yes
word-wants-later = later
word-wants-nee = no

word-person_group-re_integratie = reintegration
word-person_group-doorstromer = moving on
word-person_group-participatie = participation

word-law-participatiewet = Participatiewet
word-law-wmo = Wmo
word-law-jeugdwet = Jeugdwet
word-law-geen = none
word-law-onbekend = unknown

word-inflow-wijkteam = neighbourhood team
word-inflow-klantmanager = benefits officer
word-inflow-huisarts = GP
word-inflow-consultatiebureau = baby clinic
word-inflow-jgz = youth health care
word-inflow-wmo = Wmo
word-inflow-sleutelpersoon = key person
word-inflow-familie_of_buren = family or neighbours
word-inflow-uitnodiging = invitation
word-inflow-folder = leaflet
word-inflow-website = website
word-inflow-krant = newspaper
word-inflow-zelf = self
word-inflow-anders = other

word-referral_to-sociaal_team = social team
word-referral_to-huisarts = GP
word-referral_to-sport = sport
word-referral_to-dietist = dietician
word-referral_to-fysiotherapeut = physiotherapist
word-referral_to-mentale_coach = mental coach
word-referral_to-beweegcoach = exercise coach
word-referral_to-buurtsportcoach = neighbourhood sports coach
word-referral_to-welzijn = welfare work
word-referral_to-maatschappelijk_werk = social work
word-referral_to-maatschappelijke_begeleiding = social guidance
word-referral_to-psychische_zorg = mental health care
word-referral_to-verslavingszorg = addiction care
word-referral_to-schuldhulp = debt help
word-referral_to-formulierenhulp = help with forms
word-referral_to-voedselbank = food bank
word-referral_to-taalaanbieder = language lessons
word-referral_to-vrijwilligerscentrale = volunteer centre
word-referral_to-dagbesteding = day activities
word-referral_to-werkbedrijf = work company
word-referral_to-jobcoach = job coach
word-referral_to-arbeidsdeskundige = labour expert
word-referral_to-bedrijfsarts = company doctor
word-referral_to-mantelzorgsteunpunt = carers’ support
word-referral_to-maatje = buddy
word-referral_to-anders = other

word-referral_status-verstuurd = sent
word-referral_status-geaccepteerd = accepted
word-referral_status-gestart = started
word-referral_status-afgerond = finished
word-referral_status-afgebroken = stopped

word-funding-gids = GIDS
word-funding-participatiebudget = participation budget
word-funding-bijzondere_bijstand = special assistance
word-funding-wmo = Wmo
word-funding-gemeentepolis = municipal insurance
word-funding-zorgverzekering = health insurance
word-funding-eigen_bijdrage = own contribution
word-funding-anders = other
word-funding-geen = none

word-outcome_kind-betaald_werk = paid work
word-outcome_kind-vrijwilligerswerk = voluntary work
word-outcome_kind-opleiding = course
word-outcome_kind-dagbesteding = day activities

word-company-alone = alone
word-company-company = with somebody

word-next_step_who-person = the person
word-next_step_who-coach = the coach
word-next_step_who-together = together
word-next_step_who-other = somebody else

word-signed_by-inwoner = the person
word-signed_by-coach = the coach
