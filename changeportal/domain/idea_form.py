"""The ten questions of an idea: what is asked, what may be answered, what is still missing. No figures are needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
DO_NOT_KNOW = "do_not_know"


class Question(StrEnum):
    """The questions in their order; the value stands in the address."""

    NAME = "name"
    PROBLEM = "problem"
    CHANGE = "change"
    RESIDENTS = "residents"
    MISSION = "mission"
    MONEY = "money"
    NEEDS = "needs"
    SERVICE = "service"
    AFFECTED = "affected"
    INVOLVEMENT = "involvement"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question reads, and what is said when it has no answer."""

    heading: str
    hint: str
    missing: str
    short: str


ASKED: dict[Question, Asked] = {
    Question.NAME: Asked(
        "What is your idea called?",
        "A short name people will recognise, like ‘Parking permits online’",
        "Enter a name for your idea",
        "Name",
    ),
    Question.PROBLEM: Asked(
        "What is the problem now?",
        "Say who it affects and how often",
        "Tell us what the problem is now",
        "The problem now",
    ),
    Question.CHANGE: Asked(
        "What would you change?",
        "It is fine if you are not sure how",
        "Tell us what you would change",
        "What would change",
    ),
    Question.RESIDENTS: Asked(
        "What would it mean for residents, and who would it help?",
        "Select all that apply",
        "Select who it would help, or ‘I do not know’",
        "What it means for residents",
    ),
    Question.MISSION: Asked(
        "Which mission would it help most?",
        "Choose the main one",
        "Select the mission it would help most, or ‘I do not know’",
        "Mission",
    ),
    Question.MONEY: Asked(
        "What might happen to money?",
        "A rough guess is enough. You do not need figures",
        "Select what might happen to money, or ‘I do not know’",
        "Money",
    ),
    Question.NEEDS: Asked(
        "What would it need?",
        "Select all that apply",
        "Select what it would need, or ‘I do not know’",
        "What it would need",
    ),
    Question.SERVICE: Asked(
        "Which service would make the change?",
        "The one that would do things differently",
        "Select a service, or ‘I do not know’",
        "Service",
    ),
    Question.AFFECTED: Asked(
        "Could it affect some people more than others?",
        "This is a first thought, not an assessment. Select all that apply",
        "Select who it could affect more, or ‘No’ or ‘I do not know’",
        "Who could be affected more",
    ),
    Question.INVOLVEMENT: Asked(
        "How involved do you want to be?",
        "You can change your mind",
        "Select how involved you want to be",
        "How involved you want to be",
    ),
}

HELPS = {
    "residents": "Residents",
    "businesses": "Businesses",
    "staff": "Council staff",
    "partners": "Partners such as the NHS or schools",
    DO_NOT_KNOW: "I do not know",
}
MONEY = {
    "spend_less": "We would spend less",
    "bring_in_more": "We would bring in more money",
    "avoid_cost": "We would avoid a cost later",
    "cost_to_do": "It would cost money to do",
    "nothing": "Nothing",
    DO_NOT_KNOW: "I do not know",
}
GUESSES = {
    "to_10000": "Up to £10,000",
    "to_50000": "£10,000 to £50,000",
    "to_250000": "£50,000 to £250,000",
    "over_250000": "More than £250,000",
    DO_NOT_KNOW: "I do not know",
}
NEEDS = {"people": "People’s time", "money": "Money", "technology": "Technology", DO_NOT_KNOW: "I do not know"}
AFFECTED = {
    "age": "People of a certain age",
    "disability": "Disabled people",
    "sex": "Women or men",
    "race": "People of a certain race or ethnicity",
    "religion": "People with a religion or belief",
    "sexual_orientation": "People of a sexual orientation",
    "gender_reassignment": "People who have changed or are changing gender",
    "pregnancy": "People who are pregnant or have a new baby",
    "marriage": "People who are married or in a civil partnership",
    "carers": "Carers",
    "low_income": "People on low incomes",
    "no": "No",
    DO_NOT_KNOW: "I do not know",
}
INVOLVEMENT = {
    "lead": "I would like to lead it",
    "help": "I would like to help",
    "hand_over": "I am happy to hand it over",
}
WORDS_FOR = {
    Question.RESIDENTS: HELPS,
    Question.MONEY: MONEY,
    Question.NEEDS: NEEDS,
    Question.AFFECTED: AFFECTED,
    Question.INVOLVEMENT: INVOLVEMENT,
}
NAME_LIMIT = 80
WORD_LIMIT = 200


def after(question: Question) -> Question | None:
    """The next question, if there is one."""
    order = list(Question)
    place = order.index(question) + 1
    return order[place] if place < len(order) else None


def before(question: Question) -> Question | None:
    """The question before, if there is one."""
    place = list(Question).index(question)
    return list(Question)[place - 1] if place else None


def number(question: Question) -> int:
    """Its number, from 1 to 10."""
    return list(Question).index(question) + 1


def problems(question: Question, answers: Answers) -> dict[str, str]:
    """What is wrong with the answer to one question: field to message. Empty when it can be taken."""
    value = answers.get(question.value)
    if value in (None, "", []):
        return {question.value: ASKED[question].missing}
    if question is Question.NAME and len(value) > NAME_LIMIT:
        return {question.value: f"Name must be {NAME_LIMIT} characters or less"}
    if question in (Question.PROBLEM, Question.CHANGE) and len(value.split()) > WORD_LIMIT:
        return {question.value: f"Your answer must be {WORD_LIMIT} words or less"}
    return {}


def missing(answers: Answers) -> list[Question]:
    """The questions that have no answer that can be taken."""
    return [question for question in Question if problems(question, answers)]


def shown(question: Question, answers: Answers) -> list[str]:
    """The answer in words, a line each; nothing when it was not given."""
    value = answers.get(question.value)
    if value in (None, "", []):
        return []
    words = WORDS_FOR.get(question, {})
    listed: Sequence[str] = value if isinstance(value, list) else [value]
    lines = [words.get(one, one) for one in listed]
    if question is Question.RESIDENTS and answers.get("residents_how"):
        lines.append(str(answers["residents_how"]))
    if question is Question.MONEY and answers.get("money_guess"):
        lines.append(f"About how much a year: {GUESSES[answers['money_guess']]}")
    if question is Question.SERVICE and answers.get("touches"):
        lines.append(f"Also touches: {answers['touches']}")
    return lines
