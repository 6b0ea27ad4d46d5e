colonnade_test(tst_ElevationView.cpp GUI LIBRARIES colonnade_ui)
colonnade_test(tst_PlanView.cpp GUI LIBRARIES colonnade_ui)
colonnade_test(tst_FloorView.cpp GUI LIBRARIES colonnade_ui)
colonnade_test(tst_MainWindow.cpp GUI LIBRARIES colonnade_ui TIMEOUT 300)
