# What `cmake --install` installs: libraries and headers by component, and the package that find_package(egpulab) finds:
#   find_package(egpulab COMPONENTS simulator)    # or driver, traces, fixtures; none: all that are installed
#   target_link_libraries(program egpulab::machine)
# Headers lie below include/egpulab and are included as everywhere in the project: "driver/bus/pci_device.hpp".
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# All library targets made below `folder`.
function(egpulab_libraries_below folder result)
  get_property(here DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  set(found "")
  foreach(target ${here})
    get_target_property(type ${target} TYPE)
    if(type MATCHES "^(STATIC|INTERFACE)_LIBRARY$")
      list(APPEND found ${target})
    endif()
  endforeach()
  foreach(sub ${folders})
    egpulab_libraries_below(${sub} more)
    list(APPEND found ${more})
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# Each component of the package is a folder of the tree and what it needs of the others.
set(egpulab_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/egpulab)
set_target_properties(egpulab_options PROPERTIES EXPORT_NAME options)
foreach(component driver simulator traces fixtures)
  egpulab_libraries_below(${CMAKE_SOURCE_DIR}/${component} libraries)
  if(component STREQUAL driver)
    list(APPEND libraries egpulab_options)
  endif()
  install(TARGETS ${libraries} EXPORT egpulab-${component}
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT ${component})
  install(EXPORT egpulab-${component} NAMESPACE egpulab:: DESTINATION ${egpulab_package_dir} COMPONENT ${component})
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${component} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/egpulab
          COMPONENT ${component} FILES_MATCHING PATTERN "*.hpp" PATTERN exec EXCLUDE)
endforeach()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/egpulab-config.cmake.in
                              ${CMAKE_BINARY_DIR}/egpulab-config.cmake INSTALL_DESTINATION ${egpulab_package_dir})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/egpulab-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/egpulab-config.cmake ${CMAKE_BINARY_DIR}/egpulab-config-version.cmake
        DESTINATION ${egpulab_package_dir} COMPONENT driver)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT driver)
if(TARGET egpulab)
  install(TARGETS egpulab RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tools)
endif()
