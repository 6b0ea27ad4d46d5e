colonnade_test(tst_CatalogReader.cpp)
colonnade_test(tst_ShippedCatalog.cpp)
