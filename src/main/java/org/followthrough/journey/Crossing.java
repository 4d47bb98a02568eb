package org.followthrough.journey;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.ProcessEngineServices;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationInstruction;
import org.camunda.bpm.engine.migration.MigrationInstructionBuilder;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.migration.MigrationPlanValidationException;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.followthrough.web.Refusal;

/**
 * How running processes get from one version of their diagram to another: every element
 * to the one of the same id and kind, unless somebody has said otherwise. Clocks run on
 * as they are; what waits for a message waits for the one that the new version names.
 *
 * @param from the engine's id of the version that they run by
 * @param to that of the one that they shall run by
 * @param byHand where what waits at an element shall wait then, by the element's id
 */
public record Crossing(String from, String to, Map<String, String> byHand) {

	/**
	 * Has processes cross.
	 * @param configuration the engine that they run in
	 * @param instances its ids of them, all of which run by {@link #from}
	 * @throws Impossible if one of them can't; then none has
	 */
	public void cross(ProcessEngineConfigurationImpl configuration, List<String> instances) {
		ProcessEngineServices engine = configuration.getProcessEngine();
		configuration.getCommandExecutorTxRequired().execute((context) -> {
			// What a new clock of the new version asks for. It looks at once.
			Date now = ClockUtil.getCurrentTime();
			instances.forEach((instance) -> context.getExecutionManager()
				.findExecutionById(instance)
				.setVariableLocal(ModelWords.PROMISE_ATTENTION_AT, Variables.dateValue(now, true)));
			migrate(engine, instances);
			stopped(context, engine.getRepositoryService().getBpmnModelInstance(this.from));
			return null;
		});
	}

	/**
	 * The engine starts each clock of the new version that doesn't run. One that the old
	 * version has, too, doesn't run because it has rung. The engine keeps its jobs, of
	 * whatever class, under one that none of them has.
	 */
	private static void stopped(CommandContext context, BpmnModelInstance before) {
		DbEntityManager entities = context.getDbEntityManager();
		List<? extends DbEntity> jobs = entities.getCachedEntitiesByType(AcquirableJobEntity.class);
		for (DbEntity each : List.copyOf(jobs)) {
			CachedDbEntity known = entities.getDbEntityCache().getCachedEntity(each);
			if (each instanceof JobEntity job && known.getEntityState() == DbEntityState.TRANSIENT
					&& before.getModelElementById(job.getActivityId()) instanceof StartEvent) {
				job.delete();
			}
		}
	}

	private void migrate(ProcessEngineServices engine, List<String> instances) {
		BpmnModelInstance before = engine.getRepositoryService().getBpmnModelInstance(this.from);
		try {
			engine.getRuntimeService()
				.newMigration(plan(engine))
				.processInstanceIds(instances)
				.skipCustomListeners()
				.execute();
		}
		catch (MigrationPlanValidationException ex) {
			throw new Impossible(ex.getValidationReport()
				.getInstructionReports()
				.stream()
				.map((report) -> CrossingWords.of(name(before, report.getMigrationInstruction().getSourceActivityId()),
						report.getFailures()))
				.findFirst()
				.orElse(CrossingWords.SOMEWHERE));
		}
		catch (MigratingProcessInstanceValidationException ex) {
			throw new Impossible(ex.getValidationReport()
				.getActivityInstanceReports()
				.stream()
				.map((report) -> CrossingWords.of(name(before, report.getSourceScopeId()), report.getFailures()))
				.findFirst()
				.orElse(CrossingWords.SOMEWHERE));
		}
	}

	private MigrationPlan plan(ProcessEngineServices engine) {
		BpmnModelInstance before = engine.getRepositoryService().getBpmnModelInstance(this.from);
		BpmnModelInstance after = engine.getRepositoryService().getBpmnModelInstance(this.to);
		Map<String, String> leads = new LinkedHashMap<>();
		for (MigrationInstruction alike : engine.getRuntimeService()
			.createMigrationPlan(this.from, this.to)
			.mapEqualActivities()
			.build()
			.getInstructions()) {
			leads.put(alike.getSourceActivityId(), alike.getTargetActivityId());
		}
		this.byHand.forEach((source, target) -> {
			if (before.getModelElementById(source) instanceof FlowNode left
					&& after.getModelElementById(target) instanceof FlowNode reached) {
				leads.put(source, target);
				events(left, before).forEach((event) -> counterpart(event, reached, after)
					.ifPresent((other) -> leads.put(event.getId(), other.getId())));
			}
		});
		MigrationPlanBuilder plan = engine.getRuntimeService().createMigrationPlan(this.from, this.to);
		leads.forEach((source, target) -> {
			MigrationInstructionBuilder instruction = plan.mapActivities(source, target);
			if (!heard(before, source).equals(heard(after, target))) {
				instruction.updateEventTrigger();
			}
		});
		return plan.build();
	}

	private static String name(BpmnModelInstance model, String element) {
		return (model.getModelElementById(element) instanceof FlowNode node) ? Place.of(node).name() : element;
	}

	private static Optional<String> heard(BpmnModelInstance model, String element) {
		return (model.getModelElementById(element) instanceof FlowNode node) ? Paths.heard(node) : Optional.empty();
	}

	private static List<BoundaryEvent> events(FlowNode around, BpmnModelInstance model) {
		return model.getModelElementsByType(BoundaryEvent.class)
			.stream()
			.filter((event) -> event.getAttachedTo().equals(around))
			.toList();
	}

	/** What stands at the new place as an event stood at the old one, if it is plain. */
	private static Optional<BoundaryEvent> counterpart(BoundaryEvent event, FlowNode at, BpmnModelInstance model) {
		List<BoundaryEvent> alike = new ArrayList<>(events(at, model));
		alike.removeIf((other) -> !Place.of(other).kind().equals(Place.of(event).kind())
				|| other.cancelActivity() != event.cancelActivity());
		return alike.stream()
			.filter((other) -> other.getId().equals(event.getId()))
			.findFirst()
			.or(() -> (alike.size() == 1) ? Optional.of(alike.get(0)) : Optional.empty());
	}

	/**
	 * A process can't go on by the other version from where it stands.
	 */
	public static class Impossible extends Refusal {

		Impossible(String words) {
			super(Kind.CONFLICT, words);
		}

	}

}
