# All compile and link flags live here, on two interface targets.
#  colonnade_warnings  what our own code must satisfy
#  colonnade_flags     how everything is built: hardening, sanitizers, precompiled standard headers

add_library(colonnade_warnings INTERFACE)
target_compile_options(colonnade_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2)
if(COLONNADE_WERROR)
  target_compile_options(colonnade_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these in the standard library's own inlined code at -O2 (GCC bugs 105329, 105651).
  target_compile_options(colonnade_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-pointer)
endif()

add_library(colonnade_flags INTERFACE)
target_compile_options(colonnade_flags INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
if(COLONNADE_SANITIZE)
  target_compile_options(colonnade_flags INTERFACE -O1 -g1 -fno-omit-frame-pointer
    -fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all)
  target_link_options(colonnade_flags INTERFACE -fsanitize=address,undefined)
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  # The set of facts that hardening rests on is tested by tests/architecture on the linked program. Without
  # -ftrivial-auto-var-init=zero: with it GCC 12 at -O2 makes NaN of sums that its vectoriser keeps in pairs (seen in
  # TrainingTraffic.cpp, tensor ranks over several nodes; gone with any one of the two switched off).
  target_compile_options(colonnade_flags INTERFACE
    -O2 -g1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -Werror=format-security
    -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
    -fno-delete-null-pointer-checks -fno-strict-overflow)
  target_link_options(colonnade_flags INTERFACE
    -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,separate-code -Wl,--as-needed)
else()
  target_compile_options(colonnade_flags INTERFACE -O0 -g1)
endif()

find_program(LLD NAMES ld.lld ld.lld-14)
if(LLD)
  target_link_options(colonnade_flags INTERFACE -fuse-ld=lld)
endif()
