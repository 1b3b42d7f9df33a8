"""Words that are no names: what tells an ordinary sentence from "Rosa Delgado".

Many names are words too; those that are given to people often stand in `ALSO_NAMES`.
"""

from __future__ import annotations

_GRAMMAR = """
a an the this that these those i i'm im i'd i'll i've me my mine myself you your yours u ur he him his she her
hers it its it's we us our ours they them their theirs who whom whose what which when where why how whatever
whichever whenever and or but nor so yet if then than because cause since while until though although unless as at
by for from in into of off on onto out over to up with within without about above after against along around
before behind below between down during near through under toward towards via is isn't isnt am are aren't was
wasn't were be been being do don't dont does doesn't doesnt did didn't didnt done doing have haven't has hasn't
had having can can't cant cannot could couldn't will won't wont would wouldn't shall should shouldn't may might
must let's lets not no none nothing never ever any anything anyone anybody some something someone somebody every
everything everyone all both either neither each other another such own same too very just only even also again
still already here there there's that's thats what's whats who's he's she's they're we're you're youre where's
how's i'm
"""
_TALK = """
yes yeah yep yup yea ya ye yh nope nah ok okay k kk sure alright right correct wrong fine good great perfect
lovely nice cool awesome brilliant super wonderful excellent thanks thank thankyou thx ta cheers please pls plz
sorry oops hello hi hey hiya howdy greetings bye goodbye goodnight welcome hmm hm um umm uh er well anyway btw lol
haha ha oh ah wow ugh god gosh omg dear mate love hun sir madam maam ma'am dunno idk maybe perhaps possibly
probably definitely absolutely certainly actually really honestly basically exactly totally quite rather pretty
kind sort bit lot lots much many more most less least few little enough almost nearly first second third last next
new old big small long short early late later soon now today tonight tomorrow yesterday morning afternoon evening
night noon midday midnight time times date day days week weeks weekend month months year years hour hours minute
minutes moment while ago always often sometimes usually once twice one two three four five six seven eight nine
ten eleven twelve twenty thirty hundred half quarter double monday tuesday wednesday thursday friday saturday
sunday mon tue tues wed weds thu thur thurs fri sat sun january february march april june july august september
october november december jan feb mar apr jun jul aug sep sept oct nov dec asap anytime sometime whenever tmrw
tomoz tmr arvo lunchtime lunch dinner breakfast christmas easter
"""
_VERBS = """
ask asked asking answer answered be become believe book booked booking bring call called calling came cancel
cancelled cancelling care carry change changed check choose chose come comes coming confirm confirmed continue
cost costs count cover covers cut decide decided delete depend drive drop eat email end explain fall feel feeling
feels felt fill find finish fit fits fix forget forgot gave get gets getting give given gives go goes going gone
got gotten guess happen happened happens hate hear heard help helped helps hold hope hoping hurt hurting hurts
keep kept kill knew know known leave leaving left let like liked likes live living look looking looks lose lost
love made make makes making matter matters mean means meant meet mention mind miss move moved need needed needing
needs offer open paid pass pay paying phone pick play plan prefer press provide put quit read reach refer relax
remember remind repeat reply reschedule rest ring ringing run said save saw say says saying schedule scheduled
scrap see seeing seem seems seen send sent set show shut sit skip sleep sound sounds speak spell spelled spelling
spelt start started stay stop stopped submit suffer suffering suggest suit suits swap switch take takes taking
talk talking tell text thinking think thought told took touch treat treated treating tried try trying turn type
typed understand update use used using visit wait waiting wake walk wanna want wanted wants was watch wear wish
wonder wondering work working works worried worry write gonna gotta
"""
_THINGS = """
able accident address advice age allergic allergy ankle answer anxiety anxious app appointment appointments appt
area arm arms arthritis available away awful baby back backache bad ball bed benefit benefits best better birthday
bleeding blood blue body bone boss bother boy boyfriend brother bruise bruises bus business busy cancer car card
cash cell chair chance chat cheap chest child children chronic class clean clear clinic clinics close closed
clothes coffee cold colleague comfortable complaint computer concern concerned condition consultation contact copy
couple cousin cream credit crowded dad daily daughter deal delay deposit details diabetes diabetic difference
different difficult direction directions disc discount dizzy doctor doctors dog door dose drink driver drug drugs
dry due ear easy effect effects else emergency empty endorphins energy evidence examination exercise expensive
experience extra eye eyes face fact fair family far fast father fear fee feedback fees feet female fever
fibromyalgia finger flexible flu food foot form forward free fresh friend friends front full fun future gentle
gift girl girlfriend glad gluten gp group gym hair hand hands happy hard head headache headaches health healthy
heart heat heavy hip hips history holiday home hospital hot house human husband idea ill illness important
impossible inflammation info information injury instead insurance interested issue issues job joint joints journey
key kid kids kidney kneck knee knees language leg legs letter level licence license life light line link list
local location machine man manager map mark marks massage medical medication medicine member message method
migraine migraines mom money mother mouth mum muscle muscles music name names natural near neck needle needles
nerve nervous nhs nobody noise normal note number numbers numb nurse offer office online operation opinion option
options order osteopath others outside pain painful pains paper parent parents park parking part partner parts
party passport patient patients payment people person personal phone photo physio pills place plain plan point
points policy poor posture practitioner pregnancy pregnant present pressure previous price prices privacy private
problem problems process program public qi question questions quick quickly quiet quote rate rates ready real
reason receipt receptionist red reference referral refund regular reiki relaxed relief reminder research result
results risk risks road room safe safety scared sciatica science seat sensitive serious service services session
sessions shoes shop short shoulder shoulders sick side sign simple sister site situation size skin slot slots
software something son sore space spare special specialist spine spot spots staff steps stiff stomach stone stones
street stress stressed strong stuck student stuff such surgery surname suitable swelling symptoms system tablets
talk team telephone tense tension terms terrible test text therapist therapy thing things tight tired toilet top
total touch towel traffic train training treatment treatments trouble true twins type unhappy unsure upset urgent
vegan view voucher waste water way weak website weeks weight wheelchair whole wife window woman word words world
worse wrist yoga young zero acupuncture acupuncturist cupping cups gua sha guasha consult meridian meridians moxa
moxibustion chiropractor chiropractic chinese lower upper middle insomnia infertility vertigo tinnitus asthma
eczema ibs menopause depression nausea cramps gout endometriosis whiplash stroke fatigue osteoporosis scoliosis
neuropathy fertility periods spasm spasms bunion anonymous private secret unknown nada reception anyone visitor
guest customer client test none null undefined n/a
"""
_MORE = """
accept access account across act active actual add added admit adult adults afford afraid agent agree ahead air
alive allow allowed alone amount ankles annoying apart apply apologies approach argue arrive article ashamed
asleep assess assume attach attack attention avoid awake aware babies backs bank bar base basic bathroom bear
beautiful began beg begin beginner behave believes bend bet beyond bike bill bite black blame blind block blog
blow board boat book books boring born borrow bottom box brain brand brave break breath breathe bridge brief broke
broken brought budget build building bunch burn burning burns buy bye calm camera capital career careful cars case
cases catch category caught certain certificate champion character charge charged charges charity chart chatbot
checking chemist chief choice choices church circles city claim clever client clients climb clock cloud club coach
code coffee collect college colour color combine comment common community company compare compared complain
complete completely complex confused connect consider constant contain content continue control convince cook cool
core corner counter country course court crack crap crazy create crew cross cry cure curious current custom
customer customers damage dance danger dangerous dark data database dead deaf deep degree department describe desk
despite destroyed develop device devil diagnose diagnosis diary die died dies diet dig digital dinner dirty
disabled disappear discuss disease disgusting dislike distance divide division dizziness doing dollar dollars
double doubt downstairs dozen drag draw dream dress drink drinks drives dropped drunk dumb during dust duty each
earth eastern eating economic edge education egg elbow elderly electric element elevator embarrassed emergency
employee employer engine england english enjoy entire entrance equal equipment error escalate escape especially
essential event evidence evil exact example except exchange excited excuse exist expect expert experts explain
express extra faint fake fall false famous fancy farm fat favour favor feedback fell fella felt few fight figure
file film final finally financial fire firm fish fix flat flight floor fly focus follow following fool foreign
forever forgive formal former forty found four fraud freak frozen fruit fuel function funny further game garden
gas gear general generally genuine girls glass global goal god gold gone government grand grass grateful ground
grow guarantee guess guidance guide gun guys habit half hall handle hang harm hate hates hell helpful hence hers
hide high hire hit hole honest horrible horse hour hours huge hundred hung hungry hurry hydrate ice identify idiot
ignore imagine immediately implant impressed improve improvement inch include included including income increase
indeed individual infection initial inner inside insist instant interest interesting internet interpreter invoice
island item items itself jab job join joke jump junk justify kill kind kindly kinda knackered knew kneel knock
label lack land large laser laugh lawn lazy learn least leg legal legit lie lift lifting limit limited literally
load loan lobby locked log lone long looked loose loud lower luck lumbar lung lungs machine mad mail main male
manage manager mark market married mass massive match material max meal meaning measure mechanical media medium
mess met metal mile miles milk mini minimum mins minus miserable mistake mix mode model models modern monthly mood
motion motorbike movement movie mrs multiple mummy nasty nation national nature nausea nearby nearest necessary
needling negative neither nervous network neutral news newspaper nicely nobody noon normally northern nose notes
notice noticed nowhere nurses objection obvious occur ocean odd offended official ointment older onto opened
opening opens opposite organ organise original otherwise outdoor outcome overall owe own owner pacemaker pack
package packages page panic part particular particularly parties party past path payday pct peace penny perfectly
perform period permanent permission phase phones physical piece pins pick plans plastic plate plenty plus pocket
poison police political popular population position positive possible pound pounds power practical practice
practise pray prefer premises prepare prescribe presence president press price primary print prior priority
probable proceed procedure produce product profession professional promise proof proper properly protect proud
prove provider pull pulled punch pure purpose push qualified quality quarter queue quiet race radio rain raise
random range rare reach react realise realize rear reasonable reasons receive received recent recently recommend
recommended record recover recovery reduce refund refuse regard regards register registered regret reject related
relationship release religious remain remains remove rent repair replace representative request require required
rescue reserve respect respond response responsible restart restaurant retired return review rich ride ridiculous
ring rise robot role roll roof root rota rough round rub rude rule rules rush russian sad sake salary sale salt
sarcastic satisfied scale scam scan scans scar scare scary scheme scientific score scraping scream screen search
secretary section seek self sell selling sells senior sense separate series served setting settle several severe
sex shake shall shame share sharp sheet shift shifts ship shirt shock shoot shower shows silly similar single sink
sir sister sitting skills skint sleeping slight slightly slip slow slowly smart smell smile smoke smoking snack
soap social society soft sold solution solve song sort soul sounds source southern speaker speech speed spend
spent spinal split sport sports spread spring square stable stage stairs stand standard standing star stated
statement station status stays steal steam steel step stick stock storage store story straight strange stranger
strength stretch strict strike string stroke structure struggle struggling stub study stuff stupid style subject
subscription success sudden suddenly sue suffer sufficient sugar suicidal suit suitable summary sun support
supposed surface surprise survey survive suspect sweat sweating sweet swell swelled swelling swim swollen table
tail taken taste tax tea teach teacher technique technology teeth temp temper temperature temporary term tests
texts thick thin third thirsty though thought threat threw throat throw thumb ticket tie till tiny tip tips tissue
title tiredness tool tooth tour towards tower town toy track trade traditional trained transfer transport travel
tree trial trick trip trust truth turning tweak twist twitch ultimate unable unclear underneath unfortunately unit
unless unpleasant unusual upper upstairs useful useless users usual usually vague valid value variety various
vehicle version via victim video village violence virus vision visits visual vitamin voice volume vomit vote
vulnerable wages walk walking wall war warm warn warning wash weak weakness wealth weapon wearing weather weird
welfare west wet wheel whereas wherever white whoever wide wild willing win wind winner wise wished withdraw
witness wood wooden working workshop workshops worn worst worth wound wrap wreck wrinkles written yard yell yellow
yesterday youth hrs yrs wks mths pt pts pm am appts info pic pics vs etc e.g i.e ie eg aka fyi btw tbh imo afaik
rn np nvm ily wtf wth stfu gdpr nhs mri ct inr pcos adhd copd ptsd bsl itb doms moq usa uk ny sf
"""
_ELSEWHERE = """
el la los las un una unos unas yo tu nosotros mi mis su sus es está esta estoy soy tengo tiene quiero quisiera
puedo puede hablo habla hablar inglés ingles español espanol gracias hola buenos buenas días dias tardes noches
por favor para con sin qué que cómo como cuándo cuando dónde donde cuánto cuanto duele dolor espalda cita no sí le
les une des je vous nous il suis est sont avez ai pas merci bonjour bonsoir salut oui non avec sans pour quand
comment combien où où mal rendez français francais anglais voudrais parlez ich sie wir ihr bin ist sind habe haben
kann können nicht kein keine danke bitte guten hallo ja nein und oder mit ohne wann wie wo warum was schmerzen
termin deutsch englisch sprechen tut weh möchte il lo gli io sono è ho hai grazie ciao buongiorno quanto dove
perché parlo italiano inglese vorrei male schiena eu você obrigado obrigada olá bom boa dói dor costas quanto
preciso falar português
"""

_GIVEN = """
grace mark hope april may june july august art bill sue pat rob jan jun dean dee don frank gene jack joy dawn
faith rose ruby pearl ivy iris violet amber summer autumn winter sky skye rich ray penny paige sandy max guy
hunter grant chase drew carter mason wade ward miles ali song young king bell marsh waters brook brooks baker cook
price victor noel earl duke christian chance earnest constant clement felicity mercy patience prudence charity
blessing precious gift glory praise justice promise star ocean river forest heath clay cliff dale glen ford lane
tad bob nick josh jay kay bea ben eve sol sal al ed jo ken kit les lou mel nat ned ron sid stan ted tim tom vic
viv wes von zen buck bud chip dusty harry rusty woody carol holly poppy olive basil sage rosemary daisy lily
heather hazel jasmine melody harmony reed mai rosie will sam ann
"""
_SOMETIMES = """
an can do ha he ho my so no you to in la li lo le ma mi su sun sung long sunday friday saturday monday thursday
wednesday tuesday wed woods rivers stone stones banks hill hills field fields park parker butler love day days
weeks knight strong sharp short small little best good wise swift moon rain snow frost storm fox wolf bird lamb
fish rice bean berry christmas easter noon march prince bishop major lucky happy true heart hand head lord noble
golden silver black white brown green gray grey blue yo yu ye ya bo des el al ed del west east north south
bond case moss gold mann ball church lake law shah swan temple vale wood worth
"""

COMMON = frozenset(" ".join((_GRAMMAR, _TALK, _VERBS, _THINGS, _MORE, _ELSEWHERE)).split())

# Common words that are given names as well, seldom typed alone otherwise.
GIVEN_NAMES = frozenset(_GIVEN.split())

# Common words that are names of people too, when something beside them says so: a capital, a name that is no word.
ALSO_NAMES = GIVEN_NAMES | frozenset(_SOMETIMES.split())
