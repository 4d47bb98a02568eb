package org.followthrough.journey;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import javax.xml.datatype.DatatypeFactory;

import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.followthrough.audit.Audit;
import org.followthrough.cases.Readers;
import org.followthrough.identity.ApiTokens;
import org.followthrough.identity.Groups;
import org.followthrough.rota.Leavers;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Sets the engine up: what expressions may reach, who guards tasks, ends and deployments,
 * whose clock and whose people it uses.
 */
@Component
class JourneyEngine extends AbstractProcessEnginePlugin {

	static {
		// Else each timer that waits for a time searches all archives for this class.
		System.setProperty(DatatypeFactory.class.getName(), DatatypeFactory.newDefaultInstance().getClass().getName());
	}

	private final ListableBeanFactory beans;

	private final PasswordSettings passwords;

	JourneyEngine(ListableBeanFactory beans, PasswordSettings passwords) {
		this.beans = beans;
		this.passwords = passwords;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		Map<Object, Object> steps = steps();
		configuration.setBeans(steps);
		configuration.setExpressionManager(new GuardedExpressions(steps));
		configuration.setScriptEngineResolver(new NoScripts());
		configuration.setTaskService(new GuardedTasks(bean(Tasks.class), bean(GivenTasks.class)));
		configuration.setFormService(new GuardedForms(bean(Tasks.class), bean(FormContext.class), bean(Readers.class)));
		configuration.setRepositoryService(new GuardedRepository(bean(DirectDeployments.class)));
		configuration.setManagementService(new GuardedJobs(configuration));
		configuration.setFilterService(new GuardedFilters(configuration, bean(TaskMapper.class)));
		configuration.setCommandCheckers(new ArrayList<>(List.of(new EngineAccess())));
		configuration.setCustomPostBPMNParseListeners(new ArrayList<>(
				List.of(new BuiltInListeners(bean(TaskGuard.class), bean(EndGuard.class), bean(PathRecorder.class)))));
		configuration.setCustomPreDeployers(new ArrayList<>(List.of(new GuardingDeployer(bean(JourneyContract.class),
				bean(TaskMapper.class), bean(TargetNotes.class), bean(Audit.class), bean(ModelMapper.class)))));
		configuration.setResourceAuthorizationProvider(new NoOwnAuthorizations());
		List<SessionFactory> sessions = new ArrayList<>(JourneyRows.sessions());
		sessions.add(NoSingleRights.factory());
		sessions.add(new EngineSession(ProcessDefinitionManager.class, KnownDefinitions::new));
		configuration.setCustomSessionFactories(sessions);
		configuration.setAuthorizationCheckRevokes("never");
		configuration.setAdminGroups(new ArrayList<>(List.of(Groups.ADMINS)));
		configuration.setPasswordEncryptor(new SlowPasswordHash(this.passwords.strength()));
		configuration.setIdentityProviderSessionFactory(
				RecordedIdentities.factory(bean(Audit.class), bean(ApiTokens.class), bean(Leavers.class)));
		configuration.setGeneralResourceWhitelistPattern("[A-Za-z0-9][A-Za-z0-9@._-]{0,63}");
		configuration.setBusinessCalendarManager(WorkingTimers.of(bean(CaseAtHand.class)));
		configuration.setCmmnEnabled(false);
		configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
		configuration.setHistoryEventProducer(new TaskHistoryProducer());
		configuration.setCustomHistoryLevels(new ArrayList<>(List.of(new TaskHistory())));
		configuration.setHistoryTimeToLive("P3650D");
		// Else the end of each process touches every table of the engine's history.
		configuration.setHistoryRemovalTimeStrategy(ProcessEngineConfiguration.HISTORY_REMOVAL_TIME_STRATEGY_NONE);
		configuration.setHistoryCleanupStrategy(ProcessEngineConfigurationImpl.HISTORY_CLEANUP_STRATEGY_END_TIME_BASED);
		configuration.setTaskMetricsEnabled(false);
		configuration.setFailedJobRetryTimeCycle("R10/PT1M");
		configuration.setFailedJobCommandFactory(new LostRaces());
		withoutWordsForEachLineOfTheLog(configuration);
		// Who waits longest comes first, found by the index of the due times.
		configuration.setJobExecutorAcquireByDueDate(true);
	}

	/**
	 * At each element that a case goes through the engine would note where that is, for
	 * whoever writes it beside lines of the log. Nobody does here; a step that fails is
	 * logged with its case.
	 */
	private static void withoutWordsForEachLineOfTheLog(ProcessEngineConfigurationImpl configuration) {
		configuration.setLoggingContextActivityId(null);
		configuration.setLoggingContextActivityName(null);
		configuration.setLoggingContextApplicationName(null);
		configuration.setLoggingContextBusinessKey(null);
		configuration.setLoggingContextProcessDefinitionId(null);
		configuration.setLoggingContextProcessDefinitionKey(null);
		configuration.setLoggingContextProcessInstanceId(null);
		configuration.setLoggingContextTenantId(null);
		configuration.setLoggingContextEngineName(null);
	}

	private <T> Supplier<T> bean(Class<T> type) {
		return () -> this.beans.getBean(type);
	}

	/**
	 * The steps by name. They are fetched when first called, since they need the engine.
	 */
	private Map<Object, Object> steps() {
		Set<String> names = stepNames(this.beans);
		return new AbstractMap<>() {

			@Override
			public boolean containsKey(Object name) {
				return names.contains(name);
			}

			@Override
			public Object get(Object name) {
				return JourneyEngine.this.beans.getBean((String) name);
			}

			@Override
			public Set<Entry<Object, Object>> entrySet() {
				Map<Object, Object> entries = new HashMap<>();
				names.forEach((name) -> entries.put(name, get(name)));
				return entries.entrySet();
			}

		};
	}

	static Set<String> stepNames(ListableBeanFactory beans) {
		return Set.of(beans.getBeanNamesForType(JavaDelegate.class, true, false));
	}

}
