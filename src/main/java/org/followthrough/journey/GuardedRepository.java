package org.followthrough.journey;

import java.util.function.Supplier;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.followthrough.identity.Actor;

/**
 * The engine's repository of models: what is published is valid at once and for
 * everybody. A model that were valid later, or for a tenant, would leave new cases
 * without one. What a person deploys without a second one's approval isn't published at
 * all, and waits for it.
 */
class GuardedRepository extends RepositoryServiceImpl {

	private final Supplier<DirectDeployments> direct;

	GuardedRepository(Supplier<DirectDeployments> direct) {
		this.direct = direct;
	}

	@Override
	public DeploymentWithDefinitions deployWithResult(DeploymentBuilderImpl deployment) {
		if (deployment.getProcessDefinitionsActivationDate() != null) {
			throw new BadUserRequestException("A model is valid as soon as it is published. Publish it later instead.");
		}
		if (deployment.getDeployment().getTenantId() != null) {
			throw new BadUserRequestException("There are no tenants here. Publish the model for everybody.");
		}
		if (ShippedModels.SOURCE.equals(deployment.getDeployment().getSource()) && Actor.current().isPerson()) {
			throw new BadUserRequestException(
					"The source \"" + ShippedModels.SOURCE + "\" is for what the application brings.");
		}
		if (Actor.current().isPerson() && Approval.current() == null) {
			throw this.direct.get().kept(deployment.getDeployment());
		}
		return super.deployWithResult(deployment);
	}

}
