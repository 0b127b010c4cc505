package dev.trierarch.launcher.command;

import dev.trierarch.launcher.process.Diagnosis;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: names what is missing on this machine and the package that has it. */
@Command(
    name = "doctor",
    description = {
      "Looks at this machine and names what is missing and the package that has it.",
      "Exits 1 when something is missing that up cannot do without."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Diagnosis> diagnoses = Diagnosis.all();
    PrintWriter out = spec.commandLine().getOut();
    diagnoses.forEach(diagnosis -> out.println(diagnosis.line()));
    List<String> packages =
        diagnoses.stream()
            .filter(diagnosis -> !diagnosis.found() && !diagnosis.debianPackage().isEmpty())
            .map(Diagnosis::debianPackage)
            .distinct()
            .toList();
    boolean healthy = diagnoses.stream().noneMatch(each -> each.needed() && !each.found());
    out.println();
    out.println(healthy ? "./trierarch up can run here." : "./trierarch up cannot run here yet.");
    if (!packages.isEmpty()) {
      out.println("To have it all:  apt-get install " + String.join(" ", packages));
    }
    out.flush();
    return healthy ? 0 : 1;
  }
}
