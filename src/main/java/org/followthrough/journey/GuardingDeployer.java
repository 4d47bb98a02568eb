package org.followthrough.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.followthrough.audit.Audit;

/**
 * Checks every deployment before the engine takes it, whatever door it came through:
 * ours, Cockpit, the engine's REST, a direct call. What is refused leaves nothing behind.
 */
class GuardingDeployer implements Deployer {

	private final Supplier<JourneyContract> contract;

	private final Supplier<TaskMapper> published;

	private final Supplier<TargetNotes> targets;

	private final Supplier<Audit> audit;

	private final Supplier<ModelMapper> publications;

	GuardingDeployer(Supplier<JourneyContract> contract, Supplier<TaskMapper> published, Supplier<TargetNotes> targets,
			Supplier<Audit> audit, Supplier<ModelMapper> publications) {
		this.contract = contract;
		this.published = published;
		this.targets = targets;
		this.audit = audit;
		this.publications = publications;
	}

	@Override
	public void deploy(DeploymentEntity deployment) {
		if (!deployment.isNew()) {
			// Read again from the tables, where only what passed can be.
			return;
		}
		Map<String, byte[]> files = deployment.getResources()
			.values()
			.stream()
			.filter((resource) -> !resource.isGenerated())
			.collect(Collectors.toMap(ResourceEntity::getName, ResourceEntity::getBytes, (first, second) -> first,
					LinkedHashMap::new));
		List<ModelProblem> problems = this.contract.get()
			.check(files, JourneyContract.Published.of(this.published.get()));
		if (!problems.isEmpty()) {
			throw new BadUserRequestException(new ModelRefused(problems).getMessage(), new ModelRefused(problems));
		}
		Map<String, Object> details = new LinkedHashMap<>(this.targets.get().of(files));
		details.put("deployment", deployment.getId());
		details.put("files", List.copyOf(files.keySet()));
		details.put("hashes", hashes(files));
		Approval approval = Approval.current();
		if (approval != null) {
			details.put("author", approval.author());
			details.put("approver", approval.approver());
			details.put("why", approval.why());
		}
		this.audit.get().record(Audit.SYSTEM, "model.published", details);
		this.publications.get().insert(Publication.of(deployment.getId(), approval));
	}

	/** What was published can be told from what the database holds later. */
	private static Map<String, Object> hashes(Map<String, byte[]> files) {
		Map<String, Object> hashes = new LinkedHashMap<>();
		files.forEach((name, content) -> hashes.put(name, ModelEdit.hash(content)));
		return hashes;
	}

}
