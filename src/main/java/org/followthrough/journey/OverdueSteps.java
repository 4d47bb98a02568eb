package org.followthrough.journey;

import java.util.Map;
import java.util.Objects;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * What managers, and those they give it to, do about a promise that ran out.
 */
@Component
class OverdueSteps implements StepsOfPeople {

	private final Cases cases;

	private final Messages messages;

	private final Words words;

	private final People people;

	private final HandOn handOn;

	OverdueSteps(Cases cases, Messages messages, Words words, People people, HandOn handOn) {
		this.cases = cases;
		this.messages = messages;
		this.words = words;
		this.people = people;
		this.handOn = handOn;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(ModelWords.OVERDUE_PROMISE, this::overduePromise, ModelWords.STILL_NO_WORD, this::stillNoWord,
				ModelWords.LATE_WORD, this::lateWord);
	}

	private Map<String, Object> overduePromise(SupportCase of, Fields fields) {
		if ("reassign".equals(fields.outcome())) {
			String owner = fields.optionalText("newOwner")
				.flatMap(this.people::find)
				.filter((person) -> person.isIn(Groups.AGENTS))
				.map(Person::account)
				.orElseThrow(() -> new Invalid("newOwner", "Name the account of the agent who takes the case."));
			if (owner.equals(of.owner())) {
				throw new Invalid("newOwner",
						"They answer for the case already. Name somebody else, or write to the customer.");
			}
			this.messages.note(of, fields.text("message"));
			this.cases.owner(of, owner);
		}
		else {
			this.words.send(of, Kind.UPDATE, fields);
		}
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

	/**
	 * The agent whom the first manager called has another task of this; it goes along.
	 */
	private Map<String, Object> stillNoWord(SupportCase of, Fields fields) {
		Map<String, Object> result = overduePromise(of, fields);
		if ("reassign".equals(fields.outcome())) {
			this.handOn.to(Objects.requireNonNull(this.cases.get(of.id()).owner()), of, ModelWords.LATE_WORD);
		}
		return result;
	}

	private Map<String, Object> lateWord(SupportCase of, Fields fields) {
		this.words.send(of, Kind.UPDATE, fields);
		return Map.of();
	}

}
