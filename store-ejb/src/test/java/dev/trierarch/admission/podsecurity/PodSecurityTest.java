package dev.trierarch.admission.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Registry.Written;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSecurityTest {

  private static final String RESTRICTED =
      "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}, containers:"
          + " [{name: c, image: i, securityContext: {allowPrivilegeEscalation: false, capabilities:"
          + " {drop: [ALL]}}}]";

  private final Cluster cluster = new Cluster();

  private void namespace(String labels) {
    cluster.create("namespaces", "", "{metadata: {name: n, labels: {%s}}}".formatted(labels));
  }

  private Written pod(String spec) {
    return cluster.create("pods", "n", "{metadata: {name: p}, spec: {%s}}".formatted(spec));
  }

  private static List<String> violations(SecurityLevel level, String spec) {
    return violations(level, Integer.MAX_VALUE, spec);
  }

  private static List<String> violations(SecurityLevel level, int minor, String spec) {
    return level.violations(new PodView(Cluster.tree("{spec: {" + spec + "}}")), minor).stream()
        .map(Violation::text)
        .toList();
  }

  @Test
  void whatGoesBeyondTheEnforcedLevelIsRefused() {
    namespace("pod-security.kubernetes.io/enforce: restricted");
    assertThatThrownBy(() -> pod("containers: [{name: c, image: i}]"))
        .hasMessage(
            "pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\":"
                + " allowPrivilegeEscalation != false (container \"c\" must set"
                + " securityContext.allowPrivilegeEscalation=false), unrestricted capabilities"
                + " (container \"c\" must set securityContext.capabilities.drop=[\"ALL\"]),"
                + " runAsNonRoot != true (pod or container \"c\" must set"
                + " securityContext.runAsNonRoot=true), seccompProfile (pod or container \"c\""
                + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or"
                + " \"Localhost\")");
    assertThat(pod(RESTRICTED).warnings()).isEmpty();
  }

  @Test
  void whatGoesBeyondTheLevelToWarnOfIsWarnedOf() {
    namespace(
        "pod-security.kubernetes.io/warn: baseline, pod-security.kubernetes.io/warn-version:"
            + " v1.30");
    assertThat(pod("hostPID: true, containers: [{name: c, image: i}]").warnings())
        .containsExactly(
            "would violate PodSecurity \"baseline:v1.30\": host namespaces (hostPID=true)");
  }

  @Test
  void aTemplateIsWarnedOfAndTaken() {
    namespace("pod-security.kubernetes.io/enforce: baseline");
    Written written =
        cluster.create(
            "deployments.apps",
            "n",
            "{metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}, template: {metadata:"
                + " {labels: {a: b}}, spec: {hostIPC: true, containers: [{name: c, image: i}]}}}}");
    assertThat(written.warnings())
        .containsExactly(
            "would violate PodSecurity \"baseline:latest\": host namespaces (hostIPC=true)");
  }

  @Test
  void labelsThatNameNoLevelAreRefused() {
    assertThatThrownBy(() -> namespace("pod-security.kubernetes.io/enforce: strict"))
        .hasMessage(
            "Namespace \"n\" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]:"
                + " Invalid value: \"strict\": must be one of privileged, baseline, restricted");
    assertThatThrownBy(() -> namespace("pod-security.kubernetes.io/warn-version: v2"))
        .hasMessageContaining("must be \"latest\" or \"v1.x\"");
  }

  @Test
  void restrictedPodsNeedNothingMore() {
    assertThat(violations(SecurityLevel.RESTRICTED, RESTRICTED)).isEmpty();
    assertThat(violations(SecurityLevel.PRIVILEGED, "hostPID: true")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          containers: [{name: c, livenessProbe: {httpGet: {host: h}}}, {name: d, lifecycle: {preStop: {tcpSocket: {host: g}}}}] | probe or lifecycle host (containers "c", "d" use probe or lifecycle hosts "g", "h")
          hostNetwork: true, hostPID: true | host namespaces (hostNetwork=true, hostPID=true)
          volumes: [{name: v, hostPath: {path: /}}] | hostPath volumes (volume "v")
          containers: [{name: c, ports: [{hostPort: 80}, {hostPort: 81}]}] | hostPort (container "c" uses hostPorts 80, 81)
          containers: [{name: c, securityContext: {privileged: true}}] | privileged (container "c" must not set securityContext.privileged=true)
          containers: [{name: c, securityContext: {capabilities: {add: [NET_RAW, KILL]}}}] | non-default capabilities (container "c" must not include "NET_RAW" in securityContext.capabilities.add)
          containers: [{name: c, securityContext: {procMount: Unmasked}}] | procMount (container "c" must not set securityContext.procMount to "Unmasked")
          securityContext: {seLinuxOptions: {type: foo, user: u}} | seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "foo"; user may not be set)
          securityContext: {seccompProfile: {type: Unconfined}} | seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")
          securityContext: {appArmorProfile: {type: Unconfined}} | forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")
          securityContext: {sysctls: [{name: kernel.msgmax}, {name: net.ipv4.tcp_wmem}]} | forbidden sysctls (kernel.msgmax)
          securityContext: {windowsOptions: {hostProcess: true}} | hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)
          """)
  void theBaselineSaysWhatIsBeyondIt(String spec, String violation) {
    assertThat(violations(SecurityLevel.BASELINE, spec)).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volumes: [{name: v, nfs: {}}, {name: w, hostPath: {}}] | restricted volume types (volumes "v", "w" use restricted volume types "hostPath", "nfs")
          securityContext: {runAsUser: 0} | runAsUser=0 (pod must not set runAsUser=0)
          securityContext: {runAsNonRoot: false} | runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)
          initContainers: [{name: i}] | seccompProfile (pod or container "i" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")
          """)
  void theRestrictedStandardSaysWhatIsBeyondIt(String spec, String violation) {
    assertThat(violations(SecurityLevel.RESTRICTED, spec)).contains(violation);
  }

  @Test
  void aPodWithUsersOfItsOwnMayHaveRoot() {
    assertThat(
            violations(
                SecurityLevel.RESTRICTED,
                "hostUsers: false, " + RESTRICTED.replace("runAsNonRoot: true", "runAsUser: 0")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BASELINE | 26 | 27 | securityContext: {sysctls: [{name: net.ipv4.ip_local_reserved_ports}]}
          BASELINE | 28 | 29 | securityContext: {sysctls: [{name: net.ipv4.tcp_fin_timeout}]}
          BASELINE | 31 | 32 | securityContext: {sysctls: [{name: net.ipv4.tcp_rmem}]}
          BASELINE | 30 | 31 | securityContext: {seLinuxOptions: {type: container_engine_t}}
          BASELINE | 34 | 35 | hostUsers: false, containers: [{name: c, securityContext: {procMount: Unmasked}}]
          BASELINE | 34 | 33 | containers: [{name: c, startupProbe: {tcpSocket: {host: h}}}]
          BASELINE | 19 | 18 | securityContext: {seccompProfile: {type: Unconfined}}
          RESTRICTED | 8 | 7 | securityContext: {runAsNonRoot: true}, containers: [{name: c}]
          RESTRICTED | 23 | 22 | securityContext: {runAsUser: 0, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          RESTRICTED | 24 | 25 | os: {name: windows}, securityContext: {runAsNonRoot: true}, containers: [{name: c}]
          """)
  void eachVersionHasItsOwnRules(SecurityLevel level, int refused, int allowed, String spec) {
    assertThat(violations(level, refused, spec)).isNotEmpty();
    assertThat(violations(level, allowed, spec)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"v1.31, true", "v1.32, false", "latest, false", "v1.99999999999, false"})
  void aNamespaceMayKeepToTheRulesOfAVersion(String version, boolean refused) {
    namespace(
        "pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: "
            + version);
    String spec =
        "securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: '1'}]}, containers: [{name:"
            + " c, image: i}]";
    if (refused) {
      assertThatThrownBy(() -> pod(spec))
          .hasMessage(
              "pods \"p\" is forbidden: violates PodSecurity \"baseline:v1.31\": forbidden sysctls"
                  + " (net.ipv4.tcp_rmem)");
    } else {
      assertThat(pod(spec).warnings()).isEmpty();
    }
  }

  @Test
  void whoEnforcesMoreIsToldOfThePodsThatGoBeyondItAlready() {
    namespace("");
    for (String name : new String[] {"b", "a", "c"}) {
      cluster.create(
          "pods",
          "n",
          "{metadata: {name: %s}, spec: {%s containers: [{name: c, image: i}]}}"
              .formatted(
                  name, name.equals("c") ? "hostPID: true, hostNetwork: true," : "hostPID: true,"));
    }

    assertThat(enforce("baseline"))
        .containsExactly(
            "existing pods in namespace \"n\" violate the new PodSecurity enforce level"
                + " \"baseline:latest\"",
            "a (and 2 other pods): host namespaces");
    assertThat(enforce("baseline")).isEmpty();
    assertThat(enforce("privileged")).isEmpty();
  }

  private List<String> enforce(String level) {
    return cluster
        .modify(
            "namespaces",
            "",
            "n",
            "",
            namespace -> {
              namespace
                  .withObject("/metadata")
                  .withObjectProperty("labels")
                  .put("pod-security.kubernetes.io/enforce", level);
              return namespace;
            })
        .warnings();
  }
}
