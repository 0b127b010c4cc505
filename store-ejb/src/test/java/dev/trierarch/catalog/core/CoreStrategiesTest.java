package dev.trierarch.catalog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.StrategyCase;
import dev.trierarch.catalog.Trees;
import dev.trierarch.catalog.form.IpAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class CoreStrategiesTest {

  private final StrategyCase services =
      new StrategyCase(
          "v1",
          "Service",
          "{metadata: {name: web}, spec: {clusterIP: 10.0.0.1, ports: [{port: 80}]}}");

  @Test
  void aServiceHasUpstreamsDefaults() {
    assertThat(services.object().get("spec"))
        .isEqualTo(
            Trees.yaml(
                """
                clusterIP: 10.0.0.1
                ports: [{port: 80, protocol: TCP, targetPort: 80}]
                type: ClusterIP
                sessionAffinity: None
                internalTrafficPolicy: Cluster
                ipFamilies: [IPv4]
                ipFamilyPolicy: SingleStack
                clusterIPs: [10.0.0.1]
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/ports     | []                        | spec.ports: Required value
          /spec/ports     | [{port: 0}]               | spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
          /spec/ports     | [{port: 80}, {port: 81}]  | spec.ports[0].name: Required value
          /spec/ports     | [{port: 80, nodePort: 30000}] | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
          /spec/type      | Open                      | spec.type: Unsupported value: "Open": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
          /spec/sessionAffinity | Sticky              | spec.sessionAffinity: Unsupported value: "Sticky": supported values: "ClientIP", "None"
          /spec/clusterIP | x                         | spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
          """)
  void whatIsWrongWithAServiceIsSaid(String pointer, String value, String problem) {
    assertThat(services.problemsWith(pointer, value)).first().isEqualTo(problem);
  }

  @Test
  void aServiceKeepsItsAddress() {
    assertThat(services.problemsOfUpdate("/spec/clusterIP", "10.0.0.2"))
        .contains("spec.clusterIPs[0]: Invalid value: [\"10.0.0.2\"]: may not change once set");
    assertThat(services.problemsOfUpdate("/spec/clusterIP", "-")).isEmpty();
  }

  @Test
  void nodePortsStayWithTheirPortAndGoWithTheirType() {
    ObjectNode old =
        Trees.yaml(
            "spec: {type: NodePort, externalTrafficPolicy: Cluster, ports: [{port: 80, protocol:"
                + " TCP, nodePort: 30080}]}");
    ObjectNode kept = Trees.yaml("spec: {type: NodePort, ports: [{port: 80, protocol: TCP}]}");
    services.strategy().prepareForUpdate(kept, old);
    assertThat(kept.at("/spec/ports/0/nodePort").asInt()).isEqualTo(30080);
    ObjectNode closed = old.deepCopy();
    ((ObjectNode) closed.get("spec")).put("type", "ClusterIP");
    services.strategy().prepareForUpdate(closed, old);
    assertThat(closed.get("spec"))
        .isEqualTo(Trees.yaml("{type: ClusterIP, ports: [{port: 80, protocol: TCP}]}"));
  }

  @Test
  void textsOfASecretBecomeData() {
    StrategyCase secrets =
        new StrategyCase("v1", "Secret", "{stringData: {a: hello}, data: {b: eA==}}");
    assertThat(secrets.object())
        .isEqualTo(Trees.yaml("{type: Opaque, data: {a: aGVsbG8=, b: eA==}}"));
    assertThat(secrets.problemsOfUpdate("/type", "kubernetes.io/tls"))
        .contains("type: Invalid value: \"kubernetes.io/tls\": field is immutable");
    assertThat(secrets.problemsWith("/type", "kubernetes.io/tls"))
        .containsExactly("data[tls.crt]: Required value", "data[tls.key]: Required value");
  }

  @Test
  void sealedConfigMapsDoNotChange() {
    StrategyCase sealed = new StrategyCase("v1", "ConfigMap", "{data: {a: b}, immutable: true}");
    assertThat(sealed.problemsOfUpdate("/data", "{a: c}"))
        .containsExactly("data: Forbidden: field is immutable when `immutable` is set");
    assertThat(sealed.problemsOfUpdate("/immutable", "false"))
        .containsExactly("immutable: Forbidden: field is immutable when `immutable` is set");
    assertThat(sealed.problemsWith("/data", "{'a b': c}")).hasSize(1);
  }

  @Test
  void aNamespaceBeginsActiveWithItsFinalizerAndItsLabel() {
    StrategyCase namespaces = new StrategyCase("v1", "Namespace", "metadata: {name: n}");
    ObjectNode namespace = namespaces.object();
    namespaces.strategy().prepareForCreate(namespace);
    assertThat(namespace)
        .isEqualTo(
            Trees.yaml(
                "{metadata: {name: n, labels: {kubernetes.io/metadata.name: n}}, status: {phase:"
                    + " Active}, spec: {finalizers: [kubernetes]}}"));
  }

  @Test
  void aNodeBringsItsStatusAndKeepsItsRange() {
    StrategyCase nodes =
        new StrategyCase(
            "v1",
            "Node",
            "{spec: {podCIDR: 10.1.0.0/24, providerID: x}, status: {nodeInfo: {osImage: x}}}");
    ObjectNode node = nodes.object();
    nodes.strategy().prepareForCreate(node);
    assertThat(node.at("/status/nodeInfo/osImage").asString()).isEqualTo("x");
    assertThat(nodes.problemsOfUpdate("/spec/podCIDR", "10.2.0.0/24"))
        .containsExactly(
            "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to"
                + " valid");
    assertThat(nodes.problemsWith("/spec/podCIDR", "10.1.0.0"))
        .containsExactly(
            "spec.podCIDRs[0]: Invalid value: \"10.1.0.0\": must be a valid CIDR value, (e.g."
                + " 10.9.8.0/24 or 2001:db8::/64)");
    assertThat(nodes.problemsWith("/spec/podCIDRs", "[10.1.0.0/24, 10.2.0.0/24]"))
        .containsExactly(
            "spec.podCIDRs: Invalid value: [\"10.1.0.0/24\",\"10.2.0.0/24\"]: may specify no more"
                + " than one CIDR for each IP family");
    assertThat(nodes.problemsWith("/spec/podCIDRs", "[10.1.0.0/24, 'fd00::/64']")).isEmpty();
    assertThat(nodes.problemsOfUpdate("/spec/providerID", "y"))
        .containsExactly(
            "spec.providerID: Forbidden: node updates may not change providerID except from \"\""
                + " to valid");
    assertThat(nodes.problemsWith("/spec/taints", "[{key: a, effect: Never}]"))
        .containsExactly(
            "spec.taints[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\","
                + " \"PreferNoSchedule\", \"NoExecute\"");
  }

  @Test
  void anEventIsWhereItsObjectIs() {
    StrategyCase events =
        new StrategyCase(
            "v1",
            "Event",
            "{metadata: {namespace: a}, involvedObject: {kind: Pod, name: p, namespace: a}}");
    assertThat(events.problemsWith("", "")).isEmpty();
    assertThat(events.problemsWith("/involvedObject/namespace", "b"))
        .containsExactly(
            "involvedObject.namespace: Invalid value: \"b\": does not match event.namespace");
    assertThat(events.strategy().selectableFields(events.object()))
        .containsEntry("involvedObject.name", "p");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,true",
    "256.0.0.1,false",
    "10.0.0,false",
    "01.0.0.1,false",
    "::1,true",
    "::,true",
    "2001:db8::ff,true",
    "1:2:3:4:5:6:7:8,true",
    "1:2:3,false",
    "::1::2,false",
    "host,false",
    "::ffff:10.0.0.1,true",
    "12345::,false"
  })
  void addressesAreToldFromOtherTexts(String text, boolean address) {
    assertThat(IpAddresses.isAddress(text)).isEqualTo(address);
  }

  @Test
  void podsCanBeSelectedByUpstreamsFields() {
    StrategyCase pods =
        new StrategyCase("v1", "Pod", "{spec: {nodeName: n}, status: {phase: Running}}");
    assertThat(pods.strategy().selectableFields(pods.object()))
        .containsOnlyKeys(
            List.of(
                "spec.nodeName",
                "spec.restartPolicy",
                "spec.schedulerName",
                "spec.serviceAccountName",
                "spec.hostNetwork",
                "status.phase",
                "status.podIP",
                "status.podIPs",
                "status.nominatedNodeName"))
        .containsEntry("spec.nodeName", "n")
        .containsEntry("status.phase", "Running");
  }
}
