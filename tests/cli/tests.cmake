colonnade_test(tst_CommandLine.cpp TIMEOUT 300)
