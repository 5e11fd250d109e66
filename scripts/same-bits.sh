# Sourced by the launcher and by the installed command.
#
# The C library has several variants of sin, exp and their like and picks one by the CPU; those with
# fused multiply-add round differently. Without them every x86-64 CPU gives the same bits. The names
# are those of glibc 2.33 and newer; the last setting of a name counts, so ours comes last.
export GLIBC_TUNABLES="${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F"
