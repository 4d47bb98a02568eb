package org.followthrough.journey;

import java.util.List;

/**
 * What a model may name, in words that a manager understands: what the editor offers.
 *
 * @param steps what happens by itself: names that service tasks call
 * @param groups whose people may take a task
 * @param messages what a model can hear
 * @param values what a condition can ask for, and what it can be
 * @param forms what people fill in, as published
 * @param decisions the tables that there are
 * @param processes what can be called
 * @param stages what the customer reads while a case stands somewhere, by the id of the
 * place; {@code other} for all that aren't named
 */
public record Vocabulary(List<Word> steps, List<Word> groups, List<Word> messages, List<Value> values, List<Form> forms,
		List<Word> decisions, List<Word> processes, List<Word> stages) {

	/**
	 * A name that models and code share.
	 *
	 * @param id as it stands in a model
	 * @param says what it means
	 */
	public record Word(String id, String says) {
	}

	/**
	 * Something that a condition can ask for.
	 *
	 * @param id as it stands in a condition
	 * @param says what it means
	 * @param number whether it is a number
	 * @param options what it can be; empty for a number, and for {@code outcome}, whose
	 * options the form of the task before it has
	 */
	public record Value(String id, String says, boolean number, List<Word> options) {
	}

	/**
	 * A form.
	 *
	 * @param id its id
	 * @param known whether it belongs to a step that is written in code, and so must keep
	 * what that step takes
	 * @param outcomes what whoever fills it in can choose as outcome; empty if they can't
	 */
	public record Form(String id, boolean known, List<Word> outcomes) {
	}

}
