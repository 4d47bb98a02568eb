package org.followthrough.studio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.journey.DirectDeployments;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The part of an engine's REST that Camunda Modeler uses to deploy. It knows two answers:
 * deployed, or an error with a message. What it sends isn't deployed, so it gets the
 * second one, and shows where the draft is.
 */
@RestController
@RequestMapping("/engine-rest")
@Hidden
class ModelerDoor {

	private final DirectDeployments deployments;

	ModelerDoor(DirectDeployments deployments) {
		this.deployments = deployments;
	}

	/** It asks for this before it offers to deploy. */
	@GetMapping("/version")
	Map<String, String> version() {
		return Map.of("version", "7.24.0");
	}

	/** By this it finds out whether it may sign in. */
	@GetMapping("/deployment")
	List<Object> deployments() {
		return List.of();
	}

	@PostMapping("/deployment/create")
	ResponseEntity<Map<String, String>> deploy(HttpServletRequest request) {
		try {
			SentModels sent = SentModels.read(request);
			return told(HttpStatus.BAD_REQUEST, "WaitsForApproval", this.deployments.keep(sent.title(), sent.files()));
		}
		catch (Refusal ex) {
			return told(Problems.status(ex.kind()), "Refused", ex.getMessage());
		}
	}

	private static ResponseEntity<Map<String, String>> told(HttpStatus status, String type, String message) {
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("type", type);
		answer.put("message", message);
		return ResponseEntity.status(status).body(answer);
	}

}
