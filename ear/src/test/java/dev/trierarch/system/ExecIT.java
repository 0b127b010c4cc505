package dev.trierarch.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.system.Cluster.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands run in containers, as {@code kubectl exec}, {@code cp} and {@code attach} ask. */
@Tag("root")
@Tag("kubectl")
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecIT {

  /** The image holds no tools: the machine's own are lent to it. */
  private static final String TOOLS =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec:
        restartPolicy: Never
        terminationGracePeriodSeconds: 1
        volumes: [{name: usr, hostPath: {path: /usr}}]
        containers:
        - name: main
          image: "localhost/trierarch/hello:1"
          command: [/usr/bin/sh, -c, "%s"]
          env: [{name: PATH, value: /usr/bin}]
          volumeMounts: [{name: usr, mountPath: /usr, readOnly: true}]
      """;

  private final Workspace workspace;
  private final Cluster cluster;

  ExecIT(Workspace workspace, Cluster cluster) {
    this.workspace = workspace;
    this.cluster = cluster;
  }

  @BeforeAll
  void startTools() {
    start("tools", "sleep 600");
  }

  private void start(String name, String script) {
    workspace.kubectlReads(TOOLS.formatted(name, script), "create").succeeded();
    workspace.kubectlSays("wait", "pod/" + name, "--for=condition=Ready", "--timeout=60s");
  }

  @Test
  void whatACommandWritesIsShownAndItsExitCodeIsKubectls() {
    Output output = exec("sh", "-c", "echo out; echo err >&2; exit 3");

    assertThat(output.exitCode()).isEqualTo(3);
    assertThat(output.text()).contains("out", "err", "command terminated with exit code 3");
    assertThat(exec("no-such-program").exitCode()).isEqualTo(127);
    assertThat(exec("sh", "-c", "hostname").succeeded().text()).isEqualTo("tools\n");
  }

  @Test
  void aCommandReadsWhatKubectlReadsUpToItsEnd() {
    String input = "one\ntwo\n";
    Output output =
        cluster.kubectlReads(
            input, "-n", workspace.namespace(), "exec", "-i", "tools", "--", "cat");

    assertThat(output.succeeded().text()).isEqualTo(input);
  }

  @Test
  void aCommandMayHaveATerminal() {
    String command =
        "stty cols 97 rows 31; kubectl --kubeconfig %s -n %s exec -it tools -- sh -c '%s'"
            .formatted(
                cluster.data().resolve("kubeconfig"),
                workspace.namespace(),
                "test -t 1 && echo $TERM && sleep 1 && stty size");
    Output output =
        Cluster.run(List.of("script", "--quiet", "--return", "-c", command, "/dev/null"));

    assertThat(output.succeeded().text()).contains("xterm", "31 97");
  }

  @Test
  void filesAreCopiedThereAndBack(@TempDir Path directory) throws IOException {
    byte[] content = new byte[1_000_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(directory.resolve("file"), content);
    Path back = directory.resolve("back");

    workspace.kubectlSays("cp", file.toString(), "tools:/dev/shm/file");
    workspace.kubectlSays("cp", "tools:/dev/shm/file", back.toString());

    assertThat(back).hasSameBinaryContentAs(file);
  }

  @Test
  void whoIsAttachedSeesWhatTheContainerWritesUpToItsEnd() {
    start("counting", "for i in 1 2 3 4 5 6; do sleep 1; echo number $i; done");

    assertThat(workspace.kubectl("attach", "counting").succeeded().text()).contains("number 6");
  }

  @Test
  void whoIsAttachedSpeaksWithTheContainerUntilTheInputEnds() {
    String listening =
        TOOLS
            .formatted("listening", "while read -r line; do echo heard $line; done; echo over")
            .replace("name: main", "name: main\n    stdin: true\n    stdinOnce: true");
    workspace.kubectlReads(listening, "create").succeeded();
    workspace.kubectlSays("wait", "pod/listening", "--for=condition=Ready", "--timeout=60s");

    Output said =
        cluster.kubectlReads(
            "one\ntwo\n", "attach", "listening", "-i", "--namespace", workspace.namespace());

    assertThat(said.succeeded().text()).contains("heard one", "heard two", "over");
  }

  @Test
  void aPodIsDebuggedByAnEphemeralContainer(@TempDir Path directory) throws IOException {
    Path mounts =
        Files.writeString(
            directory.resolve("mounts.yaml"),
            "volumeMounts: [{name: usr, mountPath: /usr, readOnly: true}]\n");
    start("debugged", "sleep 600");

    Output said =
        cluster.kubectlReads(
            "one\n",
            "--namespace=" + workspace.namespace(),
            "debug",
            "debugged",
            "--stdin",
            "--container=dbg",
            "--image=localhost/trierarch/hello:1",
            "--profile=general",
            "--custom=" + mounts,
            "--",
            "/usr/bin/sh",
            "-c",
            "read -r line; echo heard $line in $(/usr/bin/hostname); exit 3");

    assertThat(said.text()).contains("heard one in debugged");
    String end = "jsonpath={.status.ephemeralContainerStatuses[0].state.terminated.exitCode}=3";
    workspace.kubectlSays("wait", "pod/debugged", "--for=" + end, "--timeout=60s");
    workspace.kubectlSays("wait", "pod/debugged", "--for=condition=Ready", "--timeout=60s");
    assertThat(workspace.kubectlSays("logs", "debugged", "--container=dbg"))
        .isEqualTo("heard one in debugged");
  }

  @Test
  void whatCannotBeDoneIsRefusedBeforeTheConnectionIsTakenOver() {
    String exec = workspace.core("pods") + "/tools/exec?command=ls&stdout=true";

    assertThat(workspace.http().get(exec).is(400).text()).contains("unable to upgrade");
    assertThat(workspace.kubectl("exec", "tools", "-c", "other", "--", "ls").failed().text())
        .contains("container other is not valid for pod tools");
    assertThat(workspace.kubectl("exec", "nobody", "--", "ls").failed().text())
        .contains("pods \"nobody\" not found");
  }

  private Output exec(String... command) {
    String[] all = new String[command.length + 3];
    all[0] = "exec";
    all[1] = "tools";
    all[2] = "--";
    System.arraycopy(command, 0, all, 3, command.length);
    return workspace.kubectl(all);
  }
}
