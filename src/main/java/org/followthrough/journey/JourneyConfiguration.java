package org.followthrough.journey;

import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.impl.cfg.CompositeProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.camunda.bpm.spring.boot.starter.util.CamundaSpringBootUtil;
import org.followthrough.time.Rush;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/**
 * Provides what the journey's parts share.
 */
@Configuration(proxyBeanMethods = false)
class JourneyConfiguration {

	@Bean
	JourneyContract journeyContract(ListableBeanFactory beans) {
		return new JourneyContract(JourneyEngine.stepNames(beans));
	}

	/** In place of the starter's own. */
	@Bean
	ProcessEngineConfigurationImpl processEngineConfigurationImpl(List<ProcessEnginePlugin> plugins) {
		SpringProcessEngineConfiguration settings = CamundaSpringBootUtil.initCustomFields(new EngineSettings());
		settings.getProcessEnginePlugins().add(new CompositeProcessEnginePlugin(plugins));
		return settings;
	}

	@Bean
	@ConditionalOnProperty(prefix = "camunda.bpm.job-execution", name = "enabled", havingValue = "true",
			matchIfMissing = true)
	JobExecutor dueJobs(@Qualifier("camundaTaskExecutor") TaskExecutor threads, JobsTogether together,
			CamundaBpmProperties properties, Rush rush) {
		JobExecutionProperty settings = properties.getJobExecution();
		DueJobs jobs = new DueJobs(threads, together, settings.getMaxJobsPerAcquisition(), rush);
		jobs.setMaxJobsPerAcquisition(settings.getMaxJobsPerAcquisition());
		Optional.ofNullable(settings.getLockTimeInMillis()).ifPresent(jobs::setLockTimeInMillis);
		Optional.ofNullable(settings.getWaitTimeInMillis()).ifPresent(jobs::setWaitTimeInMillis);
		Optional.ofNullable(settings.getMaxWait()).ifPresent(jobs::setMaxWait);
		Optional.ofNullable(settings.getBackoffTimeInMillis()).ifPresent(jobs::setBackoffTimeInMillis);
		Optional.ofNullable(settings.getMaxBackoff()).ifPresent(jobs::setMaxBackoff);
		Optional.ofNullable(settings.getBackoffDecreaseThreshold()).ifPresent(jobs::setBackoffDecreaseThreshold);
		Optional.ofNullable(settings.getWaitIncreaseFactor()).ifPresent(jobs::setWaitIncreaseFactor);
		return jobs;
	}

}
