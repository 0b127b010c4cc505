package dev.trierarch.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelFileTest {

  @Test
  void aKernelSettingIsReadWhole() throws Exception {
    assertThat(KernelFile.read("/proc/sys/kernel/random/boot_id")).hasSize(36);
    assertThat(Long.parseLong(KernelFile.read("/proc/sys/kernel/pid_max"))).isGreaterThan(300);
  }
}
