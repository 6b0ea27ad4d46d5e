colonnade_test(tst_Costs.cpp)
colonnade_test(tst_CostVectors.cpp)
