package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.List;

/** Validates with which rights pods and their containers run. */
final class SecurityRules {

  private static final List<String> IPC_SYSCTLS = List.of("kernel.shm", "kernel.msg", "fs.mqueue.");

  private SecurityRules() {}

  static void pod(Field spec) {
    Field context = spec.get("securityContext");
    if (spec.get("shareProcessNamespace").isTrue() && spec.get("hostPID").isTrue()) {
      spec.get("shareProcessNamespace")
          .saidAt(context.get("shareProcessNamespace"))
          .invalid("ShareProcessNamespace and HostPID cannot both be enabled");
    }
    sysctls(spec, context.get("sysctls"));
    profiles(context);
    if (runsInOwnUserNamespace(spec)) {
      for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
        if (spec.get(shared).isTrue()) {
          String said = shared.equals("hostNetwork") ? shared : "H" + shared.substring(1);
          spec.get(said).forbidden("when `pod.Spec.HostUsers` is false");
        }
      }
    }
  }

  private static void sysctls(Field spec, Field sysctls) {
    sysctls.uniqueBy("name");
    for (Field sysctl : sysctls.items()) {
      Field name = sysctl.get("name");
      String dotted = name.text().replace('/', '.');
      if (spec.get("hostNetwork").isTrue() && dotted.startsWith("net.")) {
        name.invalid("may not be specified when 'hostNetwork' is true");
      } else if (spec.get("hostIPC").isTrue()
          && (dotted.equals("kernel.sem") || IPC_SYSCTLS.stream().anyMatch(dotted::startsWith))) {
        name.invalid("may not be specified when 'hostIPC' is true");
      }
    }
  }

  /** Whether a user in the pod is another one than outside. */
  static boolean runsInOwnUserNamespace(Field spec) {
    return spec.get("hostUsers").isPresent() && !spec.get("hostUsers").isTrue();
  }

  static void container(Field context, boolean ownUserNamespace) {
    if (!context.isPresent()) {
      return;
    }
    if (context.get("procMount").isText("Unmasked") && !ownUserNamespace) {
      context.get("procMount").invalid("`hostUsers` must be false to use `Unmasked`");
    }
    profiles(context);
    Field escalation = context.get("allowPrivilegeEscalation");
    if (escalation.isPresent() && !escalation.isTrue()) {
      escalation(context);
    }
  }

  private static void escalation(Field context) {
    if (context.get("privileged").isTrue()) {
      context.invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    for (Field capability : context.at("capabilities", "add").items()) {
      if (capability.isText("CAP_SYS_ADMIN")) {
        context.invalid(
            "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add`"
                + " CAP_SYS_ADMIN");
      }
    }
  }

  private static void profiles(Field context) {
    Field seccomp = context.get("seccompProfile");
    localProfile(seccomp, "seccomp");
    seccomp.get("localhostProfile").form(Form.RELATIVE_PATH);
    localProfile(context.get("appArmorProfile"), "AppArmor");
  }

  private static void localProfile(Field profile, String kind) {
    Field local = profile.get("localhostProfile");
    if (profile.get("type").isText("Localhost")) {
      if (!local.isPresent()) {
        local.missing("must be set when " + kind + " type is Localhost");
      }
    } else if (local.isPresent()) {
      local.invalid("can only be set when " + kind + " type is Localhost");
    }
  }
}
