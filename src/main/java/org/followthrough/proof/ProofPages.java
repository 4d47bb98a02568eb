package org.followthrough.proof;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Where auditors find what they need to check the history without us.
 */
@Controller
class ProofPages {

	private static final String VERIFIER = "AuditVerifier.java";

	private final ProofStatus status;

	ProofPages(ProofStatus status) {
		this.status = status;
	}

	@GetMapping("/audit")
	String proof(Model model) {
		ProofStatus.Told told = this.status.now();
		model.addAttribute("keys", told.keys());
		model.addAttribute("newest", told.newest());
		model.addAttribute("outside", told.outside());
		model.addAttribute("kept", told.kept());
		return "audit/proof";
	}

	@GetMapping("/audit/verifier")
	ResponseEntity<Resource> verifier() {
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "x-java-source"))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(VERIFIER).build().toString())
			.body(new ClassPathResource(VERIFIER, ProofPages.class));
	}

}
