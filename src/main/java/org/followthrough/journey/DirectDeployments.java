package org.followthrough.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What becomes of models that somebody deploys by themselves: with Camunda Modeler, in
 * Camunda's web applications, by their REST. They meet the same rules as in the studio,
 * and then wait there for a second manager. Nobody publishes alone by any door.
 */
@Component
public class DirectDeployments {

	private final JourneyContract contract;

	private final TaskMapper published;

	private final People people;

	private final ObjectProvider<WaitingModels> waiting;

	DirectDeployments(JourneyContract contract, TaskMapper published, @Lazy People people,
			ObjectProvider<WaitingModels> waiting) {
		this.contract = contract;
		this.published = published;
		this.people = people;
		this.waiting = waiting;
	}

	/**
	 * Keeps models for approval, on behalf of the current actor.
	 * @param title what they call them
	 * @param files contents by the names that they gave
	 * @return what became of them, in a sentence
	 * @throws ModelRefused if they break a rule
	 */
	public String keep(String title, Map<String, byte[]> files) {
		if (!this.people.actorIsIn(Groups.MANAGERS)) {
			throw new NotYours();
		}
		List<ModelProblem> problems = this.contract.check(files, JourneyContract.Published.of(this.published));
		if (!problems.isEmpty()) {
			throw new ModelRefused(problems);
		}
		Map<String, byte[]> named = new LinkedHashMap<>();
		files.forEach((name, content) -> named.putIfAbsent(PublishedModels.rightName(name, content), content));
		return "Nothing runs yet: nobody publishes alone. " + this.waiting.getObject().keep(title, named);
	}

	/** The same for a door of the engine's, which has but exceptions to tell it in. */
	RuntimeException kept(DeploymentEntity deployment) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		@Nullable Map<String, ResourceEntity> resources = deployment.getResources();
		Objects.requireNonNullElse(resources, Map.<String, ResourceEntity>of())
			.forEach((name, resource) -> files.put(name, resource.getBytes()));
		try {
			return new BadUserRequestException(keep(Objects.requireNonNullElse(deployment.getName(), ""), files));
		}
		catch (NotYours ex) {
			return new AuthorizationException(ex.getMessage());
		}
		catch (Refusal ex) {
			return new BadUserRequestException(ex.getMessage(), ex);
		}
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers change the journey. Ask one of them.");
		}

	}

}
