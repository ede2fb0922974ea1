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
word-conversation_status-missed = did not take place
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

word-present-partner = partner
word-present-kind = child
word-present-familie = family
word-present-tolk = interpreter
word-present-maatje = buddy
word-present-sleutelpersoon = key person
word-present-begeleider = carer

word-missed-niet_thuis = not at home
word-missed-ziek = ill
word-missed-vergeten = forgotten
word-missed-afgezegd_door_inwoner = called off by the person
word-missed-afgezegd_door_coach = called off by the coach
word-missed-tolk_kwam_niet = interpreter did not come
word-missed-wil_nu_niet = does not want to now

word-barrier-lichamelijk = body
word-barrier-psychisch = mind
word-barrier-sociaal = social
word-barrier-taal = language
word-barrier-schulden = debts
word-barrier-geld = money
word-barrier-verslaving = addiction
word-barrier-detentieverleden = was in prison
word-barrier-dakloosheid = homelessness
word-barrier-opleiding = education
word-barrier-ervaring = experience
word-barrier-werknemersvaardigheden = working with hours and rules
word-barrier-presentatie = how somebody comes across
word-barrier-vervoer = transport
word-barrier-kinderopvang = child care
word-barrier-mantelzorg = caring for somebody
word-barrier-digitaal = digital
word-barrier-toegankelijkheid = accessibility

word-soft_result-dagritme = rhythm of the day
word-soft_result-slaap = sleep
word-soft_result-conditie = fitness
word-soft_result-zelfvertrouwen = confidence
word-soft_result-eigenwaarde = self-worth
word-soft_result-sociale_vaardigheden = social skills
word-soft_result-netwerk = network
word-soft_result-zin_in_meer = wish to do more

word-zrm_domain-financien = Finances
word-zrm_domain-werk_opleiding = Work & education
word-zrm_domain-tijdsbesteding = Use of time
word-zrm_domain-huisvesting = Housing
word-zrm_domain-huiselijke_relaties = Relations at home
word-zrm_domain-geestelijke_gezondheid = Mental health
word-zrm_domain-lichamelijke_gezondheid = Physical health
word-zrm_domain-middelengebruik = Substance use
word-zrm_domain-basale_adl = Basic daily skills
word-zrm_domain-instrumentele_adl = Complex daily skills
word-zrm_domain-sociaal_netwerk = Social network
word-zrm_domain-maatschappelijke_participatie = Taking part in society
word-zrm_domain-justitie = Justice

word-health_dimension-lichaamsfuncties = bodily functions
word-health_dimension-mentaal_welbevinden = mental wellbeing
word-health_dimension-zingeving = meaning
word-health_dimension-kwaliteit_van_leven = quality of life
word-health_dimension-meedoen = taking part
word-health_dimension-dagelijks_functioneren = daily functioning

word-language-nederlands = Dutch
word-language-arabisch = Arabic
word-language-berbers = Berber
word-language-bulgaars = Bulgarian
word-language-chinees = Chinese
word-language-dari = Dari
word-language-duits = German
word-language-engels = English
word-language-farsi = Farsi
word-language-frans = French
word-language-koerdisch = Kurdish
word-language-oekraiens = Ukrainian
word-language-papiaments = Papiamento
word-language-pasjtoe = Pashto
word-language-pools = Polish
word-language-portugees = Portuguese
word-language-roemeens = Romanian
word-language-russisch = Russian
word-language-somalisch = Somali
word-language-spaans = Spanish
word-language-tigrinya = Tigrinya
word-language-turks = Turkish
word-language-nederlandse_gebarentaal = Dutch sign language
word-language-anders = other

word-closing-doel_bereikt = goal reached
word-closing-eigen_verzoek = own wish
word-closing-verhuisd = moved away
word-closing-overleden = died
word-closing-geen_contact = no contact

word-read_how-zelf_gelezen = read it oneself
word-read_how-voorgelezen = read out
word-read_how-vertaald = translated

word-signed_how-getekend = signed
word-signed_how-getypt = seen and agreed
word-signed_how-op_papier = on paper

word-access_need-zonder_trap = without stairs
word-access_need-dicht_bij_een_halte = close to a stop
word-access_need-eenvoudige_taal = simple language
word-access_need-kinderopvang = childcare
word-access_need-rustige_plek = a quiet place
word-access_need-gratis = free of charge

word-trajectory_kind-activiteit = activity
word-trajectory_kind-proefplaatsing = trial placement
word-trajectory_kind-werkervaringsplaats = work experience placement
word-trajectory_kind-vrijwilligerswerk = volunteering
word-trajectory_kind-opleiding = study
word-trajectory_kind-dagbesteding = day activities

word-trajectory_status-gekozen = chosen
word-trajectory_status-gestart = started
word-trajectory_status-afgerond = finished
word-trajectory_status-gestopt = stopped
word-rhythm-elke_week = every week
word-rhythm-om_de_week = every other week
word-rhythm-elke_maand = every month
word-rhythm-soms = sometimes

word-relation-partner = partner
word-relation-kind = child
word-relation-ouder = parent
word-relation-broer_of_zus = brother or sister
word-relation-familie = family
word-relation-buur = neighbour
word-relation-vriend = friend
word-relation-maatje = buddy
word-relation-sleutelpersoon = key person
word-relation-begeleider = support worker
word-relation-anders = other

word-lonely-nooit = never
word-lonely-soms = sometimes
word-lonely-vaak = often

word-respite-genoeg = yes, enough
word-respite-te_weinig = yes, too little
word-respite-nee = no
