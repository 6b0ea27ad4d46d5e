colonnade_test(tst_CommandLine.cpp TIMEOUT 300)
colonnade_test(tst_Export.cpp TIMEOUT 600)
