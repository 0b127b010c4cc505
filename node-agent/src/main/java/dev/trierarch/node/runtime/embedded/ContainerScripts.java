package dev.trierarch.node.runtime.embedded;

import dev.trierarch.node.runtime.PodRuntime.Security;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the two shell scripts that start a container: few processes are forked, and what runs
 * needs nothing of the agent afterwards.
 *
 * <p>{@code run.sh} stays as the container's supervisor: it drains the container's output into
 * files and writes down how it ended. {@code init.sh} runs in the new namespaces, mounts the
 * container's file tree, leaves the machine's behind and becomes the container's command.
 */
final class ContainerScripts {
  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty");
  private static final List<String> HIDDEN_FILES =
      List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/sched_debug");
  private static final List<String> HIDDEN_FOLDERS =
      List.of("/proc/asound", "/proc/acpi", "/proc/scsi", "/sys/firmware");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  /** What runs a command with a terminal of its own, and answers as it does. */
  static final List<String> TERMINAL =
      List.of("script", "--quiet", "--return", "--flush", "--echo", "always");

  private final Machine machine;
  private final Toolbox tools;
  private final Records.Container container;
  private final Bundle bundle;
  private final MountPlan mounts;

  /**
   * Folders a container is made of.
   *
   * @param directory the container's own folder; scripts run in it
   * @param image the image's files
   * @param sandbox the sandbox's folder with its namespaces
   * @param deviceTemplate links that every {@code /dev} has
   * @param present paths of {@code /proc} and {@code /sys} that exist on this machine
   */
  record Bundle(
      Path directory,
      Path image,
      Path sandbox,
      Path deviceTemplate,
      boolean ownNetwork,
      boolean hostIpc,
      String hostname,
      List<String> present,
      List<String> allDevices) {
    Path root() {
      return directory.resolve("rootfs");
    }
  }

  ContainerScripts(
      Machine machine,
      Toolbox tools,
      Records.Container container,
      Bundle bundle,
      MountPlan mounts) {
    this.machine = machine;
    this.tools = tools;
    this.container = container;
    this.bundle = bundle;
    this.mounts = mounts;
  }

  /** Paths whose presence {@link Bundle#present} is to tell. */
  static List<String> interesting() {
    List<String> all = new ArrayList<>(HIDDEN_FILES);
    all.addAll(HIDDEN_FOLDERS);
    all.addAll(READ_ONLY);
    return all;
  }

  String run() {
    List<String> lines = new ArrayList<>();
    lines.add("umask 022");
    lines.add("exec 3>&1 >/dev/null");
    lines.add("read -r stat </proc/self/stat; rest=${stat##*) }; set -- $rest; shift 19");
    lines.add("printf '%s %s\\n' \"${stat%% *}\" \"$1\" >supervisor");
    String pipes = "stdout stderr" + (hasInput() ? " stdin" : "");
    lines.add("rm -f " + pipes + "; mkfifo -m 0600 " + pipes);
    if (machine.root() && container.user().uid() != 0) {
      lines.add("chown " + container.user().uid() + " " + pipes);
    }
    if (hasInput()) {
      // The input stays open while nobody is attached, until a word comes on the other pipe.
      lines.add("mkfifo -m 0600 stdin.end");
      lines.add("{ exec 6<>stdin; read -r end <stdin.end; } 3>&- &");
    }
    lines.add("cat <stdout >>stdout.raw 2>/dev/null 3>&- & out=$!");
    lines.add("cat <stderr >>stderr.raw 2>/dev/null 3>&- & err=$!");
    lines.add("(");
    for (Path file : groupFiles()) {
      lines.add("  echo 0 >" + Shell.quote(file) + " || exit 125");
    }
    lines.add("  exec " + entry());
    lines.add(") <" + (hasInput() ? "stdin" : "/dev/null") + " 4>stdout 5>stderr");
    lines.add("code=$?");
    if (hasInput()) {
      lines.add("echo 1<>stdin.end");
      lines.add("rm -f stdin.end");
    }
    if (container.hostPid()) {
      // Without a process namespace the kernel does not end what the command left behind.
      groupFiles().stream()
          .findFirst()
          .ifPresent(f -> lines.add("while read -r p; do kill -9 $p; done <" + Shell.quote(f)));
    }
    lines.add("wait $out $err");
    lines.add("oom=0");
    machine
        .cgroups()
        .flatMap(c -> c.oomFile(container.cgroup()))
        .ifPresent(
            file ->
                lines.add(
                    "while read -r key value; do [ \"$key\" = oom_kill ] && oom=$value; done <"
                        + Shell.quote(file)));
    lines.add("printf '%s %s\\n' \"$code\" \"$oom\" >.exit && mv .exit exit");
    return String.join("\n", lines) + "\n";
  }

  /** A terminal, too, has an input, whether or not anybody may attach to it. */
  private boolean hasInput() {
    return container.spec().stdin() || container.spec().tty();
  }

  /** Into the namespaces; through a program that keeps a terminal, where one is asked for. */
  private String entry() {
    String entry = Shell.quoted(namespaces()) + " " + first();
    return container.spec().tty()
        ? Shell.quoted(TERMINAL)
            + " --command "
            + Shell.quote("exec " + entry)
            + " /dev/null >&4 7>&2"
        : entry;
  }

  /**
   * With a process namespace of its own the container's init is the first child of a shell that
   * tells how it ended: unshare --fork answers 1 for one that was killed.
   */
  private String first() {
    String init = "setpriv --pdeathsig KILL sh ./init.sh; exit $?";
    // The terminal's keys are for the container: the shell outlives them, and it is told.
    String patient = container.spec().tty() ? "trap : INT QUIT TSTP; " + init : init;
    return container.hostPid() ? "sh ./init.sh" : "sh -c " + Shell.quote(patient);
  }

  private List<Path> groupFiles() {
    return machine.cgroups().map(c -> c.joinFiles(container.cgroup())).orElse(List.of());
  }

  private List<String> namespaces() {
    List<String> command = new ArrayList<>();
    if (machine.root()) {
      command.add("nsenter");
      if (bundle.ownNetwork()) {
        command.add("--net=" + bundle.sandbox().resolve("net"));
        command.add("--uts=" + bundle.sandbox().resolve("uts"));
      }
      if (!bundle.hostIpc()) {
        command.add("--ipc=" + bundle.sandbox().resolve("ipc"));
      }
      command.addAll(List.of("unshare", "--mount"));
      if (machine.cgroups().isPresent()) {
        command.add("--cgroup");
      }
    } else {
      command.addAll(List.of("unshare", "--user", "--mount", "--uts", "--keep-caps"));
      command.add("--map-user=" + container.user().uid());
      command.add("--map-group=" + container.user().gid());
      if (!bundle.hostIpc()) {
        command.add("--ipc");
      }
    }
    if (!container.hostPid()) {
      command.add("--pid");
    }
    return command;
  }

  String init() {
    List<String> lines = new ArrayList<>();
    boolean terminal = container.spec().tty();
    lines.add("set -e");
    if (terminal) {
      lines.add("exec 8>&2 2>&7"); // what goes wrong here is not for the terminal
    }
    int adjustment = container.spec().resources().oomScoreAdj();
    if (adjustment != 0) {
      // Lowering it takes a right that not every root has; the container runs all the same.
      lines.add("echo " + adjustment + " 2>/dev/null >/proc/self/oom_score_adj || :");
    }
    if (!machine.root() && !bundle.hostname().isEmpty()) {
      lines.add("hostname " + Shell.quote(bundle.hostname()));
    }
    lines.add("mount -n -a -T mounts.1");
    lines.add("umask 022");
    lines.add("mkdir -p -- " + Shell.quoted(inRoot(folders())));
    lines.add("cp -a " + Shell.quote(bundle.deviceTemplate() + "/.") + " rootfs/dev/");
    for (String file : inRoot(files())) {
      lines.add(": >>" + Shell.quote(file));
    }
    lines.add("mount -n -a -T mounts.2");
    if (container.spec().security().readOnlyRootFilesystem()) {
      lines.add("mount -n -o remount,bind,ro rootfs");
    }
    lines.add("read -r stat </proc/self/stat; rest=${stat##*) }; set -- $rest; shift 19");
    lines.add("printf '%s %s\\n' \"${stat%% *}\" \"$1\" >pid");
    lines.add("cd rootfs");
    lines.add("pivot_root . .trierarch/host");
    lines.add(Shell.quoted(tools.command("umount")) + " -n -l /.trierarch/host");
    lines.add("echo started >&3");
    String streams = terminal ? " 2>&8 7>&- 8>&-" : " >&4 2>&5";
    lines.add("exec " + Shell.quoted(command()) + streams + " 3>&- 4>&- 5>&-");
    return String.join("\n", lines) + "\n";
  }

  /** The container's command, behind the tools that give it its rights, folder and environment. */
  private List<String> command() {
    List<String> command = new ArrayList<>(tools.command("setpriv"));
    command.addAll(rights(machine, container));
    command.addAll(tools.command("env"));
    command.addAll(environment(container));
    return command;
  }

  /** Options of setpriv. */
  static List<String> rights(Machine machine, Records.Container container) {
    Security security = container.spec().security();
    ContainerUser user = container.user();
    List<String> rights = new ArrayList<>();
    if (machine.root()) {
      rights.add("--reuid=" + user.uid());
      rights.add("--regid=" + user.gid());
      rights.add(user.groups().isEmpty() ? "--clear-groups" : "--groups=" + joined(user.groups()));
    } else {
      rights.add("--ambient-caps=-all");
    }
    rights.add("--inh-caps=-all");
    rights.add("--bounding-set=" + Capabilities.boundingSet(security));
    if (!security.allowPrivilegeEscalation() && !security.privileged()) {
      rights.add("--no-new-privs");
    }
    return rights;
  }

  /** Arguments of env: folder, variables, command. */
  static List<String> environment(Records.Container container) {
    List<String> arguments = new ArrayList<>(List.of("-i", "-C", container.workingDirectory()));
    if (container.spec().tty()) {
      arguments.add("TERM=xterm");
    }
    container.environment().forEach((name, value) -> arguments.add(name + "=" + value));
    arguments.addAll(container.commandLine());
    return arguments;
  }

  private static String joined(List<Long> ids) {
    return String.join(",", ids.stream().map(String::valueOf).toList());
  }

  private List<String> folders() {
    List<String> folders =
        new ArrayList<>(
            List.of(
                "/dev/pts", "/dev/shm", "/dev/mqueue", "/.trierarch/tools", "/.trierarch/host"));
    folders.addAll(views().keySet());
    folders.addAll(mounts.folders());
    return folders;
  }

  private List<String> files() {
    List<String> files = new ArrayList<>(devices().stream().map(d -> "/dev/" + d).toList());
    files.addAll(mounts.files());
    return files;
  }

  private Map<String, Path> views() {
    return machine.cgroups().map(c -> c.views(container.cgroup())).orElse(Map.of());
  }

  private List<String> devices() {
    return container.spec().security().privileged() ? bundle.allDevices() : DEVICES;
  }

  private static List<String> inRoot(List<String> paths) {
    return paths.stream().map(p -> "rootfs" + p).toList();
  }

  /** The first table of mounts: the tree itself and the kernel's file systems. */
  String firstMounts() {
    List<String> lines = new ArrayList<>();
    String nodev = container.spec().security().privileged() ? "" : ",nodev";
    if (machine.overlay()) {
      String options =
          "lowerdir=" + bundle.image() + ",upperdir=" + at("upper") + ",workdir=" + at("work");
      lines.add(line("overlay", "/", "overlay", options + (machine.root() ? nodev : ",userxattr")));
    } else {
      lines.add(
          line(bundle.root().toString(), "/", "none", "bind" + (machine.root() ? nodev : "")));
    }
    if (container.hostPid()) {
      lines.add(line("/proc", "/proc", "none", "rbind"));
    } else {
      lines.add(line("proc", "/proc", "proc", "nosuid,nodev,noexec"));
    }
    if (machine.root()) {
      String access = container.spec().security().privileged() ? "rw" : "ro";
      lines.add(line("sysfs", "/sys", "sysfs", access + ",nosuid,nodev,noexec"));
    } else {
      lines.add(line("/sys", "/sys", "none", "rbind"));
    }
    if (machine.cgroups().isPresent()) {
      lines.add(line("tmpfs", "/sys/fs/cgroup", "tmpfs", "nosuid,nodev,noexec,mode=755,size=64k"));
    }
    lines.add(line("tmpfs", "/dev", "tmpfs", "nosuid,noexec,mode=755,size=65536k"));
    lines.add(line("tmpfs", "/.trierarch", "tmpfs", "nosuid,nodev,mode=755,size=64k"));
    return text(lines);
  }

  /** The second table: devices, tools, what is hidden, and the pod's own mounts. */
  String secondMounts() {
    boolean privileged = container.spec().security().privileged();
    List<String> lines = new ArrayList<>();
    String group = machine.root() ? ",gid=5" : "";
    lines.add(
        line(
            "devpts",
            "/dev/pts",
            "devpts",
            "newinstance,ptmxmode=0666,mode=0620,nosuid,noexec" + group));
    lines.add(line("shm", "/dev/shm", "tmpfs", "nosuid,nodev,noexec,mode=1777,size=65536k"));
    if (!bundle.hostIpc()) {
      lines.add(line("mqueue", "/dev/mqueue", "mqueue", "nosuid,nodev,noexec"));
    }
    devices().forEach(d -> lines.add(line("/dev/" + d, "/dev/" + d, "none", "bind")));
    lines.add(line(tools.directory().toString(), Toolbox.INSIDE, "none", "bind,ro"));
    views().forEach((inside, path) -> lines.add(line(path.toString(), inside, "none", "bind,ro")));
    if (!privileged) {
      hide(lines);
    }
    for (MountPlan.Placed mount : mounts.placed()) {
      lines.add(line(mount.source().toString(), mount.target(), "none", options(mount)));
    }
    return text(lines);
  }

  private String options(MountPlan.Placed mount) {
    boolean privileged = container.spec().security().privileged();
    String devices = machine.root() && !privileged ? ",nodev" : "";
    return "rbind"
        + devices
        + (mount.readOnly() ? ",ro" : "")
        + (machine.root() || !mount.readOnly() ? "" : MountFlags.locked(mount.source()));
  }

  private void hide(List<String> lines) {
    for (String path : bundle.present()) {
      String source = path;
      if (HIDDEN_FILES.contains(path)) {
        lines.add(line("/dev/null", path, "none", "bind"));
      } else if (HIDDEN_FOLDERS.contains(path)) {
        lines.add(line("tmpfs", path, "tmpfs", "ro,nosuid,nodev,noexec"));
      } else if (!container.hostPid()) {
        source = bundle.root() + path;
        lines.add(line(source, path, "none", "bind,ro,nosuid,nodev,noexec"));
      }
    }
  }

  private String at(String name) {
    return bundle.directory().resolve(name).toString();
  }

  /** A line as in /etc/fstab, the target inside the container's tree. */
  private String line(String source, String target, String type, String options) {
    String place = target.equals("/") ? bundle.root().toString() : bundle.root() + target;
    return escaped(source) + " " + escaped(place) + " " + type + " " + escaped(options) + " 0 0";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
