package org.lianxin.identity.web;

import org.lianxin.identity.KeptForms;
import org.lianxin.web.Access;
import org.lianxin.web.Forms;
import org.lianxin.web.Person;
import org.lianxin.web.Refusals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What was written when a session ended: carry it on to where it was meant to go, copy it, or drop it. */
@Controller
@Access
class KeptFormsController {
    private final KeptForms forms;

    KeptFormsController(KeptForms forms) {
        this.forms = forms;
    }

    @GetMapping("/console/kept")
    String index(Person person, Model model) {
        model.addAttribute("kept", forms.of(person));
        return "identity/kept/index";
    }

    @PostMapping("/console/kept/{id}/removal")
    String drop(@PathVariable String id, Person person) {
        Refusals.orRefuse(forms.drop(Forms.id(id), person));
        return "redirect:/console/kept?said=text-dropped";
    }
}
