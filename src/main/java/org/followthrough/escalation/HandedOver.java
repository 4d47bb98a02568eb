package org.followthrough.escalation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A hand-over with all that went along, and what engineering made of it.
 *
 * @param escalation what was said
 * @param checks the checklist as it was asked, in order
 * @param files the rows of the attachments that went along
 * @param answers what engineering answered, oldest first; several when a fix failed
 */
public record HandedOver(Escalation escalation, List<Check> checks, List<Long> files, List<EngineeringAnswer> answers) {

	/**
	 * What was sent back as incomplete.
	 * @return engineering's words on what is missing, or null if it wasn't sent back
	 */
	public @Nullable EngineeringAnswer sentBack() {
		return this.answers.stream().filter(EngineeringAnswer::isSentBack).findFirst().orElse(null);
	}

	/**
	 * The answers to the checklist.
	 * @return by question; empty for those left open
	 */
	public Map<String, String> answersToChecks() {
		return this.checks.stream().collect(Collectors.toMap(Check::question, Check::answer));
	}

}
