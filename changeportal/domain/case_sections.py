"""The sections of the business case in the order of the task list: labels, texts, guidance and examples (data only)."""

from changeportal.domain.business_case import Answered, Chapter, Field, Section
from changeportal.domain.terms import SignOffKind

SECTIONS: tuple[Section, ...] = (
    Section(
        code="need",
        label="Describe the problem and who it affects",
        chapter=Chapter.WHY,
        guidance="Start with people, not with the service. Give numbers and say where they come from.",
        example=(
            "About 1,200 people a year wait more than 6 weeks for help at home. In a survey of 200 of them, 7 in "
            "10 said the wait made things worse."
        ),
        board_asks="How do you know that this is the problem?",
        fields=(
            Field("problem", "What is the problem?"),
            Field("affected", "Who is affected, and how many?", 200),
            Field("residents_said", "What have residents said, and how were they involved?"),
            Field("if_nothing", "What happens if nothing is done?", 200, light=False),
        ),
    ),
    Section(
        code="fit",
        label="Say which mission and outcome it helps",
        chapter=Chapter.WHY,
        guidance="Choose the commitment first. Then say how much of its target this brings, and by when.",
        example="It brings 150 of the 600 homes that the commitment promises, by March 2028.",
        board_asks="Would the target be met without this?",
        fields=(
            Field("contribution", "How does it help the mission, how much and by when?"),
            Field("principles", "How does it follow the change principles?", 200, light=False),
            Field("dependencies", "What does it depend on, and what depends on it?", 200, light=False),
        ),
    ),
    Section(
        code="theory",
        label="Show how it leads to the outcome",
        chapter=Chapter.WHY,
        guidance=(
            "List inputs, activities, outputs, outcomes and impact, and join them. The diagram is drawn from your list."
        ),
        example="Two trainers, then 40 trained staff, then fewer falls, then fewer hospital stays.",
        board_asks="Which step is the weakest?",
        fields=(Field("assumptions", "What has to be true for this to work?"),),
        light=False,
    ),
    Section(
        code="evidence",
        label="Show your evidence",
        chapter=Chapter.WHY,
        guidance=(
            "List each main claim, then add what backs it. It is better to say that evidence is weak than to "
            "leave it out."
        ),
        example="Claim: waiting costs more. Evidence: our own data for 3 years, strong.",
        board_asks="What would change your mind?",
    ),
    Section(
        code="options",
        label="Compare the options",
        chapter=Chapter.OPTIONS,
        guidance="Do minimum is always there: it is what the others are compared with. Most cases need 3 or 4 options.",
        example="Do minimum: keep the contract for a year. Option B: run it together with a neighbour.",
        board_asks="Why not the cheaper one?",
        fields=(
            Field("long_list", "What else was considered?", 300, light=False),
            Field("why_preferred", "Why is this the best option?", 200),
        ),
    ),
    Section(
        code="money",
        label="Enter savings and costs by year",
        chapter=Chapter.AFFORD,
        guidance="Enter positive amounts. Savings, income and costs are separate groups.",
        example="One-off cost of £180,000 in 2026/27, saving of £480,000 a year from 2028/29.",
        board_asks="What happens if it comes a year late?",
        fields=(
            Field("price_base", "Which prices are these, and what was assumed?", 200),
            Field("funding", "How is the cost paid for in each year?", 200),
        ),
    ),
    Section(
        code="appraisal",
        label="Set the assumptions of the appraisal",
        chapter=Chapter.AFFORD,
        guidance="These go with the figures into the net present value, the payback and the sensitivities of each option.",
        example="10 years, today’s prices, standard rate; optimism bias of a non-standard building, half of it managed.",
        board_asks="Which of these would change the answer?",
        fields=(
            Field(
                "years", "How many years does it cover?", answered=Answered.COUNT, hint="From 2 to 60", least=2, most=60
            ),
            Field(
                "prices",
                "Which prices are the amounts in?",
                answered=Answered.CHOICE,
                choices=(("real", "Today’s prices"), ("cash", "The money of each year")),
            ),
            Field(
                "bias",
                "Which kind of project is it? (for optimism bias on its capital)",
                answered=Answered.CHOICE,
                choices=(
                    ("none", "It has no capital"),
                    ("standard_buildings", "Standard buildings"),
                    ("non_standard_buildings", "Non-standard buildings"),
                    ("standard_civil", "Standard civil engineering"),
                    ("non_standard_civil", "Non-standard civil engineering"),
                    ("equipment_development", "Equipment and development (IT)"),
                    ("outsourcing", "Outsourcing"),
                ),
            ),
            Field(
                "managed",
                "How much of that bias is managed, in per cent?",
                answered=Answered.PERCENT,
                hint="0 unless there is evidence; say what it is below",
            ),
            Field(
                "optimism",
                "By how much could the benefits fall short, in per cent?",
                answered=Answered.PERCENT,
                hint="This is taken off every saving and benefit",
            ),
            Field(
                "life",
                "Over how many years is borrowing for it repaid? Enter 0 if none",
                answered=Answered.COUNT,
                hint="The life of the asset",
                most=100,
            ),
            Field(
                "repaid",
                "How is borrowing for it repaid? (optional)",
                answered=Answered.CHOICE,
                choices=(
                    ("policy", "As the council’s policy says"),
                    ("straight_line", "The same amount each year"),
                    ("annuity", "As an annuity: less at first, more later"),
                    ("reducing_balance", "As a share of what is still owed each year"),
                ),
                optional=True,
            ),
            Field(
                "share",
                "Which share of what is owed is repaid each year, in per cent? (optional)",
                answered=Answered.RATE,
                hint="Only where a share is repaid, like 4",
                optional=True,
            ),
            Field(
                "interest",
                "At which interest is it borrowed, in per cent? (optional)",
                answered=Answered.RATE,
                hint="If you leave it blank, the council’s own rate is used",
                optional=True,
            ),
            Field(
                "median_income",
                "What does the middle household have in a year? (optional)",
                answered=Answered.POUNDS,
                hint="Only where a saving says which households gain, for example £32,000: a pound to a household with "
                "less then counts for more, beside the result without weights",
                optional=True,
            ),
            Field("why", "Why are these right?", 200),
        ),
        light=False,
    ),
    Section(
        code="savings",
        label="Link savings to budgets",
        chapter=Chapter.AFFORD,
        guidance="Name the cost centre that each saving comes from, or say why you cannot yet.",
        example="Cost centre for home care, staff budget: 2 posts end in June 2027.",
        board_asks="Is it cash, or time that is used for something else?",
        fields=(Field("confidence", "How sure are you, and what could lower it?", 200),),
    ),
    Section(
        code="measures",
        label="Say what else will get better or worse",
        chapter=Chapter.AFFORD,
        guidance="For each measure give the unit, the starting point, the target, the date and who measures it.",
        example="Weeks waited: 6 now, 2 by March 2028, measured each month by the service.",
        board_asks="Who will notice first?",
        fields=(Field("disbenefits", "Who or what could be worse off?", 200),),
    ),
    Section(
        code="commercial",
        label="Say what you need to buy",
        chapter=Chapter.BUY,
        guidance="Name the contracts that end or change. If you buy nothing, say so.",
        example="Extend the framework contract for a year, then tender with two neighbours.",
        board_asks="Are there at least two suppliers who could do this?",
        fields=(
            Field("route_to_market", "What will you buy, and how?"),
            Field("social_value", "What will the supplier do for residents?", 200),
        ),
        light=False,
    ),
    Section(
        code="delivery",
        label="Set milestones and who leads",
        chapter=Chapter.DO,
        guidance="Start with the date on which people notice a difference, then work backwards.",
        example="June 2027: first team trained. September 2027: all areas. The service manager takes over in October.",
        board_asks="What comes first, and what could hold it up?",
        fields=(
            Field("governance", "Who leads, and who decides on the way?", 200),
            Field("people", "How will people be told and helped?", 300, light=False),
            Field("handover", "Who keeps it going afterwards?", 200),
        ),
    ),
    Section(
        code="risks",
        label="List risks",
        chapter=Chapter.DO,
        guidance=(
            "Say cause, event and effect. Score how likely and how bad it is, before and after what you do about it."
        ),
        example=(
            "Because two posts are hard to fill, training could start late, and £40,000 of the saving would move "
            "to next year."
        ),
        board_asks="What is the risk that you lose sleep over?",
    ),
    Section(
        code="resources",
        label="Ask for people's time and money",
        chapter=Chapter.DO,
        guidance=(
            "Ask each team by month. Its manager answers, and the resourcing gateway opens when every request "
            "has an answer."
        ),
        example="0.6 of a data analyst from June to August 2027.",
        board_asks="What would stop if these people came to you?",
        fields=(Field("none_needed", "If you need nobody's time, say why", 100, light=False),),
    ),
    Section(
        code="touches",
        label="Say what else it touches",
        chapter=Chapter.FAIR,
        guidance="Your answers decide who is asked to check the case, and which of the parts below you fill in.",
        example="Two posts end and a booking system is replaced: HR, trade unions, digital and data protection are asked.",
        board_asks="Who should have been asked, and was not?",
        fields=(
            Field("posts", "How many posts would end? Enter 0 if none", answered=Answered.COUNT),
            Field("personal_data", "Does it use people’s personal data in a new way?", answered=Answered.YES_NO),
            Field("technology", "Does it bring in new technology?", answered=Answered.YES_NO),
            Field("ai", "Does it use artificial intelligence?", answered=Answered.YES_NO),
            Field("contract", "What is the largest contract it needs? Enter 0 if none", answered=Answered.POUNDS),
            Field("buildings", "Does the use of a building change?", answered=Answered.YES_NO),
            Field("statutory", "Does a service change that the law requires?", answered=Answered.YES_NO),
            Field("carbon", "Does it change how much carbon the council produces?", answered=Answered.YES_NO),
        ),
    ),
    Section(
        code="equality",
        label="Screen for effects on equality",
        chapter=Chapter.FAIR,
        guidance="Think about it before a decision is made, not after. This takes about 20 minutes.",
        example="Older people could be worse off because booking moves online. We keep a telephone line.",
        board_asks="Have you asked the people who are affected?",
    ),
    Section(
        code="environment",
        label="Check effects on climate",
        chapter=Chapter.FAIR,
        guidance="Give tonnes of carbon where you know them. Say so when there is no effect.",
        example="Two vans fewer: about 9 tonnes a year less.",
        board_asks="Does it help or hinder net zero by 2030?",
        fields=(Field("effect", "What changes in energy, travel, waste, buildings and buying?", 200),),
    ),
    Section(
        code="legal",
        label="Check legal points",
        chapter=Chapter.FAIR,
        guidance="Say which law lets or makes the council do this.",
        example="Care Act 2014, section 18.",
        board_asks="Could this be challenged?",
        fields=(Field("powers", "Which powers and duties apply?"),),
        triggers=(SignOffKind.LEGAL,),
    ),
    Section(
        code="hr",
        label="Say what changes for staff",
        chapter=Chapter.FAIR,
        guidance="Give numbers of posts, not names. Count posts that are empty too.",
        example="4 posts end, 2 of them empty. Consultation starts in January 2027.",
        board_asks="Can people be found other work?",
        fields=(Field("staff", "Which posts change, and when are staff and unions consulted?"),),
        triggers=(SignOffKind.HR,),
    ),
    Section(
        code="information_governance",
        label="Check data protection",
        chapter=Chapter.FAIR,
        guidance="Ask early: an assessment can take some weeks.",
        example="Names and addresses of 300 people, shared with one health partner.",
        board_asks="Is all of it needed?",
        fields=(Field("data", "Which personal data is used, and why?"),),
        triggers=(SignOffKind.INFORMATION_GOVERNANCE,),
    ),
    Section(
        code="digital",
        label="Say what changes in technology",
        chapter=Chapter.FAIR,
        guidance="Say what it joins up with and what is switched off.",
        example="One booking system instead of three.",
        board_asks="Who looks after it in 3 years?",
        fields=(Field("technology", "What is new, and what does it replace?"),),
        triggers=(SignOffKind.DIGITAL,),
    ),
    Section(
        code="property",
        label="Say what changes in buildings",
        chapter=Chapter.FAIR,
        guidance="Name each building and what happens to it.",
        example="The second floor is let from April 2028.",
        board_asks="What does it cost to keep it empty?",
        fields=(Field("buildings", "Which buildings change, and how?"),),
        triggers=(SignOffKind.PROPERTY,),
    ),
    Section(
        code="consultation",
        label="Say how people are consulted",
        chapter=Chapter.FAIR,
        guidance="Consultation comes before the decision that it informs.",
        example="8 weeks, 214 answers. We kept the Saturday service because of them.",
        board_asks="What did you change?",
        fields=(
            Field("early", "Was it done while the plan could still change?", 200),
            Field("information", "What were people told, so that they could answer well?", 200),
            Field("time", "How long did they have?", 100),
            Field("considered", "How were the answers weighed before anything was decided?"),
        ),
        triggers=(SignOffKind.CONSULTATION,),
    ),
    Section(
        code="ai",
        label="Check the use of artificial intelligence",
        chapter=Chapter.FAIR,
        guidance="A person stays answerable for each decision about a resident.",
        example="It sorts emails by subject. A person reads each one.",
        board_asks="What happens when it is wrong?",
        fields=(Field("ai_use", "What does it do, who checks it, and how can people object?"),),
        ai_only=True,
    ),
)

BY_CODE = {section.code: section for section in SECTIONS}
